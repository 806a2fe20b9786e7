// Made by `npm run generate`: every schema of the node.
import { accessTokenSchema } from './access-token.ts'
import { answerSchema } from './answer.ts'
import { approvalSchema } from './approval.ts'
import { auditHeadSchema } from './audit-head.ts'
import { bundleManifestSchema } from './bundle-manifest.ts'
import { catalogueProposalSchema } from './catalogue-proposal.ts'
import { catalogueSchema } from './catalogue.ts'
import { clientSchema } from './client.ts'
import { cohortSchema } from './cohort.ts'
import { commonRecordSchema } from './common-record.ts'
import { cutReportSchema } from './cut-report.ts'
import { cutSchema } from './cut.ts'
import { directorySchema } from './directory.ts'
import { disclosurePolicySchema } from './disclosure-policy.ts'
import { dropManifestSchema } from './drop-manifest.ts'
import { dropNoteSchema } from './drop-note.ts'
import { engineJobSchema } from './engine-job.ts'
import { enginePinsSchema } from './engine-pins.ts'
import { engineRecordStatementSchema } from './engine-record-statement.ts'
import { fhirMappingSchema } from './fhir-mapping.ts'
import { healthSchema } from './health.ts'
import { ingestReportSchema } from './ingest-report.ts'
import { limitsSchema } from './limits.ts'
import { localCohortsSchema } from './local-cohorts.ts'
import { localMeasuresSchema } from './local-measures.ts'
import { mapCheckSchema } from './map-check.ts'
import { mappingVariantSchema } from './mapping-variant.ts'
import { mappingSchema } from './mapping.ts'
import { memberEntrySchema } from './member-entry.ts'
import { mergedCountsSchema } from './merged-counts.ts'
import { messageSchema } from './message.ts'
import { nationalTableSchema } from './national-table.ts'
import { networkAnswerSchema } from './network-answer.ts'
import { networkQuestionSchema } from './network-question.ts'
import { networkTableSchema } from './network-table.ts'
import { networkSchema } from './network.ts'
import { nodeConfigSchema } from './node-config.ts'
import { outcomeSchema } from './outcome.ts'
import { personSchema } from './person.ts'
import { pingSchema } from './ping.ts'
import { pongSchema } from './pong.ts'
import { preApprovalSchema } from './pre-approval.ts'
import { problemSchema } from './problem.ts'
import { questionSchema } from './question.ts'
import { readingReplySchema } from './reading-reply.ts'
import { readingRequestSchema } from './reading-request.ts'
import { recordSchema } from './record.ts'
import { relayLetterSchema } from './relay-letter.ts'
import { relayParcelsSchema } from './relay-parcels.ts'
import { relayProgressSchema } from './relay-progress.ts'
import { relaySettlementSchema } from './relay-settlement.ts'
import { reportResultSchema } from './report-result.ts'
import { reviewQueueSchema } from './review-queue.ts'
import { roundCallSchema } from './round-call.ts'
import { roundContributionFileSchema } from './round-contribution-file.ts'
import { roundContributionSchema } from './round-contribution.ts'
import { roundDeletionSchema } from './round-deletion.ts'
import { roundDocumentSchema } from './round-document.ts'
import { roundEndedSchema } from './round-ended.ts'
import { roundHeldSchema } from './round-held.ts'
import { roundLedgerSchema } from './round-ledger.ts'
import { roundManifestSchema } from './round-manifest.ts'
import { roundOfferSchema } from './round-offer.ts'
import { roundPassedSchema } from './round-passed.ts'
import { roundReceiptSchema } from './round-receipt.ts'
import { roundSetSchema } from './round-set.ts'
import { roundStateSchema } from './round-state.ts'
import { roundSumsSchema } from './round-sums.ts'
import { serviceInfoSchema } from './service-info.ts'
import { sharingBasisSchema } from './sharing-basis.ts'
import { smartConfigurationSchema } from './smart-configuration.ts'
import { tableBuildSchema } from './table-build.ts'
import { tableListSchema } from './table-list.ts'
import { tableRequestSchema } from './table-request.ts'
import { tableSchema } from './table.ts'
import { terminologyImportSchema } from './terminology-import.ts'
import { tokenErrorSchema } from './token-error.ts'

export const allSchemas = [
  accessTokenSchema,
  answerSchema,
  approvalSchema,
  auditHeadSchema,
  bundleManifestSchema,
  catalogueProposalSchema,
  catalogueSchema,
  clientSchema,
  cohortSchema,
  commonRecordSchema,
  cutReportSchema,
  cutSchema,
  directorySchema,
  disclosurePolicySchema,
  dropManifestSchema,
  dropNoteSchema,
  engineJobSchema,
  enginePinsSchema,
  engineRecordStatementSchema,
  fhirMappingSchema,
  healthSchema,
  ingestReportSchema,
  limitsSchema,
  localCohortsSchema,
  localMeasuresSchema,
  mapCheckSchema,
  mappingVariantSchema,
  mappingSchema,
  memberEntrySchema,
  mergedCountsSchema,
  messageSchema,
  nationalTableSchema,
  networkAnswerSchema,
  networkQuestionSchema,
  networkTableSchema,
  networkSchema,
  nodeConfigSchema,
  outcomeSchema,
  personSchema,
  pingSchema,
  pongSchema,
  preApprovalSchema,
  problemSchema,
  questionSchema,
  readingReplySchema,
  readingRequestSchema,
  recordSchema,
  relayLetterSchema,
  relayParcelsSchema,
  relayProgressSchema,
  relaySettlementSchema,
  reportResultSchema,
  reviewQueueSchema,
  roundCallSchema,
  roundContributionFileSchema,
  roundContributionSchema,
  roundDeletionSchema,
  roundDocumentSchema,
  roundEndedSchema,
  roundHeldSchema,
  roundLedgerSchema,
  roundManifestSchema,
  roundOfferSchema,
  roundPassedSchema,
  roundReceiptSchema,
  roundSetSchema,
  roundStateSchema,
  roundSumsSchema,
  serviceInfoSchema,
  sharingBasisSchema,
  smartConfigurationSchema,
  tableBuildSchema,
  tableListSchema,
  tableRequestSchema,
  tableSchema,
  terminologyImportSchema,
  tokenErrorSchema,
] as const
