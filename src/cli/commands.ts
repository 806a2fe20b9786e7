/** Every command of `rose`, in the order of a node's life. The file of a command is loaded when it is asked for. */
import type { Command, KnownCommand } from './command.ts'

/** A command by its words, before its file is loaded. */
export interface CommandEntry {
  /** `['cut', 'build']` for `rose cut build`. */
  readonly path: readonly string[]
  readonly summary: string
  load(): Promise<KnownCommand>
}

export const commands: readonly CommandEntry[] = [
  ...from(() => import('./commands/init.ts'), {
    init: ['init', "make a node's folder: configuration, keys, database"],
  }),
  ...from(() => import('./commands/member.ts'), {
    memberAdd: ['member add', 'register a person with a key of their own'],
    memberApprove: ['member approve', 'approve, as a pinned committee member, that a new one is pinned'],
    memberList: ['member list', 'list the people of a node'],
  }),
  ...from(() => import('./commands/synth.ts'), {
    synthEcrf: ['synth ecrf', 'write a synthetic eCRF export, a file per sheet'],
    synthXlsx: ['synth xlsx', 'write the synthetic eCRF export as one workbook'],
    synthFlatCsv: [
      'synth flat-csv',
      'write the same stories as a flat registry export, one wide line a patient (Dutch)',
    ],
    synthJson: ['synth json', 'write the same stories as a JSON registry export, patients with lists inside (Finnish)'],
  }),
  ...from(() => import('./commands/synth-fhir.ts'), {
    synthFhir: [
      'synth fhir',
      'serve a synthetic trial on a small FHIR R4 server of this machine, or write its resources to a file',
    ],
  }),
  ...from(() => import('./commands/synth-omop.ts'), {
    synthOmop: [
      'synth omop',
      'write the same stories as OMOP CDM 5.4 tables, in a schema of a PostgreSQL or as CSV files (Swedish)',
    ],
  }),
  ...from(() => import('./commands/synth.ts'), {
    synthTso500: [
      'synth tso500',
      'write the synthetic eCRF export with a report of the sequencing panel a sample (Illumina TSO500)',
    ],
    synthCbioportal: [
      'synth cbioportal',
      'write what a panel found in the same patients as a cBioPortal study; it holds no dates and no treatments',
    ],
  }),
  ...from(() => import('./commands/terminology.ts'), {
    terminologyImport: [
      'terminology import',
      "load an official OncoTree, HGNC, ATC or ICD-10 file into the node's own terminology",
    ],
    terminologyList: ['terminology list', 'the terminology in use: tables of the program and imports of this node'],
    terminologyRemove: [
      'terminology remove',
      'take the import of a kind back; the one before it, or the tables of the program, are used again',
    ],
  }),
  ...from(() => import('./commands/map.ts'), {
    mapInit: ['map init', 'start a mapping from the columns of an unknown export'],
    mapCheck: ['map check', 'what an ingest by a mapping would make of an export; writes nothing'],
    mapUse: ['map use', "the node reads its trial's exports by this mapping from now on"],
    mapExplain: ['map explain', "where each value of one subject's record comes from"],
  }),
  ...from(() => import('./commands/ingest.ts'), {
    ingest: ['ingest', 'map, validate, pseudonymise and store an export'],
  }),
  ...from(() => import('./commands/review.ts'), {
    reviewList: ['review list', 'codes of the last ingest that nothing takes without a person'],
    reviewAccept: ['review accept', 'say what a code of the review queue means'],
    reviewReject: ['review reject', 'say that a code of the review queue means nothing here'],
  }),
  ...from(() => import('./commands/fhir.ts'), {
    fhirKey: ['fhir key', 'make the key by which the node proves itself to a FHIR server, and print its public half'],
  }),
  ...from(() => import('./commands/local.ts'), {
    localCohorts: ['local cohorts', 'the exact cohort table of this node, for use inside the platform'],
    localCohort: ['local cohort', 'every measure of one cohort in a data cut, exact, for use inside the platform'],
  }),
  ...from(() => import('./commands/export-fhir.ts'), {
    exportFhirCommand: ['export-fhir', "the node's records as FHIR R4, for tools inside the platform"],
  }),
  ...from(() => import('./commands/export-omop.ts'), {
    exportOmopCommand: ['export-omop', "the node's records as OMOP CDM 5.4, for tools inside the platform"],
  }),
  ...from(() => import('./commands/policy.ts'), {
    policyShow: ['policy show', 'the disclosure policy in force'],
    policySign: ['policy sign', 'sign another disclosure policy, as a committee member'],
    policyActivate: ['policy activate', 'put a policy in force that two members have signed'],
    policyDiff: ['policy diff', 'what another disclosure policy would change'],
  }),
  ...from(() => import('./commands/pseudonym.ts'), {
    pseudonymKeyStatus: ['pseudonym key status', 'which pseudonym key the node has, and which one the store is under'],
    pseudonymKeyCreate: [
      'pseudonym key create',
      'make the pseudonym key of a node that has none (rose init makes one)',
    ],
    pseudonymKeyRotate: [
      'pseudonym key rotate',
      'put the whole store under a new pseudonym key and destroy the old one',
    ],
    pseudonymKeyDestroy: ['pseudonym key destroy', 'destroy the pseudonym key for good'],
    pseudonymLookup: ['pseudonym lookup', 'the local subject id behind a pseudonym, for an authorised re-contact'],
  }),
  ...from(() => import('./commands/withdraw.ts'), {
    withdraw: ['withdraw', 'take a person out of the store and of every later data cut'],
    consentWithdrawals: ['consent withdrawals', 'how many persons have withdrawn their data, told in steps'],
  }),
  ...from(() => import('./commands/consent.ts'), {
    consentBasisShow: ['consent basis show', "what sharing the trial's aggregates rests on, and who has signed it"],
    consentBasisSign: ['consent basis sign', 'sign what the mapping declares, as one of two committee members'],
  }),
  ...from(() => import('./commands/cut.ts'), {
    cutBuild: ['cut build', 'make an immutable data cut of the store'],
    cutShow: ['cut show', 'what a committee member looks at before signing a data cut'],
    cutOpen: ['cut open', 'open a data cut, as one of two committee members'],
    cutClose: ['cut close', 'close a data cut to new computation, as a committee member'],
    cutList: ['cut list', 'list the data cuts of a node'],
  }),
  ...from(() => import('./commands/retention.ts'), {
    retentionShow: ['retention show', 'what this node keeps how long'],
    retentionRun: ['retention run', 'let go what has come to its end, as the retention settings say'],
  }),
  ...from(() => import('./commands/audit.ts'), {
    auditVerify: ['audit verify', 'prove that the audit is whole, and that it and the engine tell the same'],
    auditHead: ['audit head', 'print the signed head of the audit, for others to keep'],
    auditList: ['audit list', 'list the events of the audit'],
  }),
  ...from(() => import('./commands/table.ts'), {
    tableShow: ['table show', 'the protected national table of a cut, as published'],
    tableExplain: ['table explain', 'how a national table came about, for the data committee'],
  }),
  ...from(() => import('./commands/join.ts'), {
    join: ['join', 'join a federation: keys, fingerprint, configuration, self-test, and the entry for the officers'],
  }),
  ...from(() => import('./commands/keys.ts'), {
    keysRotate: ['keys rotate', 'make new keys for this node, and the entry that asks the officers to name them'],
    keysRetire: [
      'keys retire',
      'remove sealing keys that the directory names no more, once nothing sealed to them can still come',
    ],
  }),
  ...from(() => import('./commands/federation.ts'), {
    federationShow: [
      'federation show',
      "the directory of a node, an officer's draft, or a file: members, keys, how long it holds",
    ],
    federationFetch: ['federation fetch', 'get a newer directory for a node, verify it, and put it in place'],
    federationVerify: ['federation verify', 'whether a directory holds: signatures, content, serial, time'],
    federationPin: [
      'federation pin',
      'approve, as a committee member, the officers that a directory names, for this node to believe',
    ],
  }),
  ...from(() => import('./commands/ping.ts'), {
    federationPing: [
      'federation ping',
      'whether another member is there, by whatever it is reached by, and what it speaks',
    ],
  }),
  ...from(() => import('./commands/federation-office.ts'), {
    federationInit: ['federation init', "make a federation officer's folder: a key and a draft of the directory"],
    federationAdd: ['federation add', "put an officer's card or a member's entry into the draft"],
    federationRotate: ['federation rotate', 'put new keys or endpoints of a member into the draft'],
    federationRevoke: ['federation revoke', 'take a member, one of its keys, or an officer out of the draft'],
    federationSign: [
      'federation sign',
      'sign the draft as the next directory, or add a signature to what another officer signed',
    ],
  }),
  ...from(() => import('./commands/client.ts'), {
    clientAdd: ['client add', 'let a program get access tokens with its own key'],
    clientList: ['client list', 'list the programs that may get access tokens'],
    clientRemove: ['client remove', 'end the access of a program, its tokens included'],
  }),
  ...from(() => import('./commands/network.ts'), {
    networkShow: ['network show', "print this node's own entry for a network file"],
    networkJoin: ['network join', 'answer the members of a network file from now on'],
  }),
  ...from(() => import('./commands/engine.ts'), {
    engineWatch: ['engine watch', 'do the jobs of the engine as they come, for an account of its own'],
  }),
  ...from(() => import('./commands/gateway.ts'), {
    gatewayPrepare: ['gateway prepare', 'lay out the folder of a gateway that runs under an account of its own'],
  }),
  ...from(() => import('./commands/serve.ts'), {
    serve: ['serve', 'run the gateway, which answers partners from published tables'],
  }),
  ...from(() => import('./commands/relay.ts'), {
    relay: ['relay', 'run the relay: it stores and forwards sealed messages, and can open none'],
  }),
  ...from(() => import('./commands/pre-approval.ts'), {
    preApprovalNew: [
      'pre-approval new',
      'draft a standing approval of pooled rounds, for the committee to read and sign',
    ],
    preApprovalSign: ['pre-approval sign', 'sign a standing approval of pooled rounds, as a committee member'],
    preApprovalShow: ['pre-approval show', 'which pooled rounds the committee has approved beforehand'],
  }),
  ...from(() => import('./commands/round.ts'), {
    roundNew: ['round new', 'ask for a pooled round, as a coordinator: of all cohorts, or of one'],
    roundStatus: ['round status', 'where pooled rounds stand, and whom they wait for'],
    roundContribute: ['round contribute', "make this node's contribution to a round now, and send it"],
    roundVeto: ['round veto', 'object to a round as a committee member: this node contributes nothing to it'],
    roundCancel: ['round cancel', 'call off a round that this node has asked for'],
    roundTable: ['round table', 'the network table of a round, or the last one'],
    roundVerify: ['round verify', 'verify a network table offline: all combiners of its round have signed it'],
  }),
  ...from(() => import('./commands/round-ledger.ts'), {
    roundHandOver: ['round hand-over', 'hand the ledger of rounds over to another combiner, signed'],
    roundTakeOver: ['round take-over', 'take the ledger of rounds over, as a new combiner'],
  }),
  ...from(() => import('./commands/combiner.ts'), {
    combiner: ['combiner', 'do what a combiner of pooled rounds does, as a process of its own'],
  }),
  ...from(() => import('./commands/drop.ts'), {
    dropSend: ['drop send', 'put what waits for other members into the outbox folder, with its manifest'],
    dropReceive: ['drop receive', 'handle what lies in the inbox folder: messages are answered, replies are taken'],
    dropStatusCommand: [
      'drop status',
      'what lies in the folders, what has not ended, and which numbers of which sender never came',
    ],
    dropPass: ['drop pass', 'let a courier outside empty and fill this node’s mailbox at the relay, until a date'],
  }),
  ...from(() => import('./commands/courier.ts'), {
    courierInit: [
      'courier init',
      'make a courier for a machine outside a closed platform: a key of its own, no key of a node',
    ],
    courierRun: [
      'courier run',
      'carry sealed files between a drop’s folders and the relay, or partners that are reached straight',
    ],
    courierBetween: ['courier between', 'carry sealed files between two drops, both ways, without a relay'],
  }),
  ...from(() => import('./commands/query.ts'), {
    query: ['query', 'how many patients of a cohort were treated, or screened: here, or in a whole network'],
  }),
  ...from(() => import('./commands/cohorts.ts'), {
    cohorts: [
      'cohorts',
      'all cohorts of the catalogue: how far each is in the network, and what is missing to its next look',
    ],
  }),
  ...from(() => import('./commands/question.ts'), {
    questionList: ['question list', 'the questions that this node asked a network, newest first'],
    questionShow: ['question show', 'how a question stands, and its signed answer once it has ended'],
    questionResume: ['question resume', 'go on with a question that is open, and wait for what comes'],
    questionCancel: ['question cancel', 'end a question: what has come stays, and is signed'],
  }),
  ...from(() => import('./commands/verify.ts'), {
    verify: ['verify', 'verify a signed document that was kept: who signed it, and that it says what was signed'],
  }),
  ...from(() => import('./commands/cohort.ts'), {
    cohortKey: ['cohort key', 'canonical codes and keys: a JSON request a line in, a JSON answer a line out'],
    cohortExplain: [
      'cohort explain',
      'a cohort in plain words; of two, whether they are identical, or the first reason why not',
    ],
  }),
  ...from(() => import('./commands/catalogue.ts'), {
    catalogueShow: ['catalogue show', 'the register of cohorts: of a node, of a file, or as it comes with the program'],
  }),
  ...from(() => import('./commands/catalogue-office.ts'), {
    catalogueNew: [
      'catalogue new',
      'write the draft of the next catalogue: the cohorts of the one before, the next serial',
    ],
    catalogueAdd: ['catalogue add', 'write a cohort, or what a member has proposed, into the draft of a catalogue'],
    cataloguePropose: [
      'catalogue propose',
      'write a proposal for the next catalogue: a cohort, or the status of one in this country',
    ],
  }),
  ...from(() => import('./commands/catalogue.ts'), {
    catalogueCheck: [
      'catalogue check',
      'whether a catalogue is usable: codes, keys, designs, order; and may take the place of another',
    ],
    catalogueDiff: ['catalogue diff', 'what one catalogue changes against another'],
  }),
  ...from(() => import('./commands/catalogue-office.ts'), {
    catalogueSign: ['catalogue sign', 'sign a catalogue as a federation officer; two signatures make it hold'],
  }),
  ...from(() => import('./commands/catalogue.ts'), {
    catalogueInstall: [
      'catalogue install',
      'put a catalogue in force on a node: signed by two federation officers that it has pinned, and newer',
    ],
  }),
  ...from(() => import('./commands/stats.ts'), {
    stats: ['stats', 'the statistics of the reports: a JSON request a line in, a JSON result a line out'],
  }),
  ...from(() => import('./commands/report.ts'), {
    report: ['report', 'one merged cohort as a report to read, with its tables, plots and files to use'],
  }),
  ...from(() => import('./commands/bundle.ts'), {
    bundle: ['bundle', 'make one signed archive that installs where there is no network, no compiler and no root'],
    bundleInstall: [
      'bundle install',
      'check an unpacked bundle and install it into a folder; install.sh in it does this',
    ],
  }),
  ...from(() => import('./commands/demo.ts'), {
    demo: ['demo', 'five countries with synthetic patients and a relay on this machine, and a first question to all'],
  }),
]

/** All of them with their options, as help, pages and tests want them. */
export function loadCommands(): Promise<KnownCommand[]> {
  return Promise.all(commands.map(entry => entry.load()))
}

type NamesOfCommands<File> = { readonly [Name in keyof File as File[Name] extends Command ? Name : never]: Heading }
type Heading = readonly [words: string, summary: string]

/** The commands of one file: name of the export, words, summary. */
function from<File extends object>(
  load: () => Promise<File>,
  headings: Partial<NamesOfCommands<File>>,
): readonly CommandEntry[] {
  return Object.entries<Heading>(headings as Record<string, Heading>).map(([name, [words, summary]]) => {
    const heading = { path: words.split(' '), summary }
    return {
      ...heading,
      load: async () => ({ ...heading, ...((await load()) as Record<string, Command>)[name] }) as KnownCommand,
    }
  })
}
