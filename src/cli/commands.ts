/** Every command of `rose`, in the order of a node's life. */
import type { Command } from './command.ts'
import { auditHead, auditList, auditVerify } from './commands/audit.ts'
import { bundle, bundleInstall } from './commands/bundle.ts'
import { catalogueCheck, catalogueDiff, catalogueInstall, catalogueShow } from './commands/catalogue.ts'
import { catalogueAdd, catalogueNew, cataloguePropose, catalogueSign } from './commands/catalogue-office.ts'
import { clientAdd, clientList, clientRemove } from './commands/client.ts'
import { cohortExplain, cohortKey } from './commands/cohort.ts'
import { cohorts } from './commands/cohorts.ts'
import { combiner } from './commands/combiner.ts'
import { consentBasisShow, consentBasisSign } from './commands/consent.ts'
import { courierBetween, courierInit, courierRun } from './commands/courier.ts'
import { cutBuild, cutClose, cutList, cutOpen, cutShow } from './commands/cut.ts'
import { demo } from './commands/demo.ts'
import { dropPass, dropReceive, dropSend, dropStatusCommand } from './commands/drop.ts'
import { engineWatch } from './commands/engine.ts'
import { exportFhirCommand } from './commands/export-fhir.ts'
import { exportOmopCommand } from './commands/export-omop.ts'
import { federationFetch, federationPin, federationShow, federationVerify } from './commands/federation.ts'
import {
  federationAdd,
  federationInit,
  federationRevoke,
  federationRotate,
  federationSign,
} from './commands/federation-office.ts'
import { fhirKey } from './commands/fhir.ts'
import { gatewayPrepare } from './commands/gateway.ts'
import { ingest } from './commands/ingest.ts'
import { init } from './commands/init.ts'
import { join } from './commands/join.ts'
import { keysRetire, keysRotate } from './commands/keys.ts'
import { localCohorts } from './commands/local.ts'
import { mapCheck, mapExplain, mapInit } from './commands/map.ts'
import { memberAdd, memberApprove, memberList } from './commands/member.ts'
import { networkJoin, networkShow } from './commands/network.ts'
import { federationPing } from './commands/ping.ts'
import { policyActivate, policyDiff, policyShow, policySign } from './commands/policy.ts'
import { preApprovalNew, preApprovalShow, preApprovalSign } from './commands/pre-approval.ts'
import {
  pseudonymKeyCreate,
  pseudonymKeyDestroy,
  pseudonymKeyRotate,
  pseudonymKeyStatus,
  pseudonymLookup,
} from './commands/pseudonym.ts'
import { query } from './commands/query.ts'
import { questionCancel, questionList, questionResume, questionShow } from './commands/question.ts'
import { relay } from './commands/relay.ts'
import { report } from './commands/report.ts'
import { retentionRun, retentionShow } from './commands/retention.ts'
import { reviewAccept, reviewList, reviewReject } from './commands/review.ts'
import {
  roundCancel,
  roundContribute,
  roundNew,
  roundStatus,
  roundTable,
  roundVerify,
  roundVeto,
} from './commands/round.ts'
import { serve } from './commands/serve.ts'
import { stats } from './commands/stats.ts'
import { synthCbioportal, synthEcrf, synthFlatCsv, synthJson, synthTso500, synthXlsx } from './commands/synth.ts'
import { synthFhir } from './commands/synth-fhir.ts'
import { synthOmop } from './commands/synth-omop.ts'
import { tableExplain, tableShow } from './commands/table.ts'
import { terminologyImport, terminologyList, terminologyRemove } from './commands/terminology.ts'
import { verify } from './commands/verify.ts'
import { consentWithdrawals, withdraw } from './commands/withdraw.ts'

export const commands: readonly Command[] = [
  init,
  memberAdd,
  memberApprove,
  memberList,
  synthEcrf,
  synthXlsx,
  synthFlatCsv,
  synthJson,
  synthFhir,
  synthOmop,
  synthTso500,
  synthCbioportal,
  terminologyImport,
  terminologyList,
  terminologyRemove,
  mapInit,
  mapCheck,
  mapExplain,
  ingest,
  reviewList,
  reviewAccept,
  reviewReject,
  fhirKey,
  localCohorts,
  exportFhirCommand,
  exportOmopCommand,
  policyShow,
  policySign,
  policyActivate,
  policyDiff,
  pseudonymKeyStatus,
  pseudonymKeyCreate,
  pseudonymKeyRotate,
  pseudonymKeyDestroy,
  pseudonymLookup,
  withdraw,
  consentWithdrawals,
  consentBasisShow,
  consentBasisSign,
  cutBuild,
  cutShow,
  cutOpen,
  cutClose,
  cutList,
  retentionShow,
  retentionRun,
  auditVerify,
  auditHead,
  auditList,
  tableShow,
  tableExplain,
  join,
  keysRotate,
  keysRetire,
  federationShow,
  federationFetch,
  federationVerify,
  federationPin,
  federationPing,
  federationInit,
  federationAdd,
  federationRotate,
  federationRevoke,
  federationSign,
  clientAdd,
  clientList,
  clientRemove,
  networkShow,
  networkJoin,
  engineWatch,
  gatewayPrepare,
  serve,
  relay,
  preApprovalNew,
  preApprovalSign,
  preApprovalShow,
  roundNew,
  roundStatus,
  roundContribute,
  roundVeto,
  roundCancel,
  roundTable,
  roundVerify,
  combiner,
  dropSend,
  dropReceive,
  dropStatusCommand,
  dropPass,
  courierInit,
  courierRun,
  courierBetween,
  query,
  cohorts,
  questionList,
  questionShow,
  questionResume,
  questionCancel,
  verify,
  cohortKey,
  cohortExplain,
  catalogueShow,
  catalogueNew,
  catalogueAdd,
  cataloguePropose,
  catalogueCheck,
  catalogueDiff,
  catalogueSign,
  catalogueInstall,
  stats,
  report,
  bundle,
  bundleInstall,
  demo,
]
