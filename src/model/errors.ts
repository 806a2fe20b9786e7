/**
 * The one home of errors. A code is stable: scripts, partners and documentation name it.
 * Neither message nor hint nor detail ever holds a value that came from a record.
 */
export type ErrorCode =
  | 'approval/missing'
  | 'approval/replayed'
  | 'approval/same-person'
  | 'approval/unknown-member'
  | 'approval/wrong-bytes'
  | 'cohort/bad-catalogue'
  | 'cohort/bad-definition'
  | 'cohort/bad-proposal'
  | 'cohort/bad-text'
  | 'cohort/catalogue-expired'
  | 'cohort/catalogue-older'
  | 'cohort/unknown-code'
  | 'cohort/unknown-field'
  | 'config/bad-value'
  | 'config/missing'
  | 'config/unknown-key'
  | 'consent/basis-missing'
  | 'cut/differs-from-sql'
  | 'cut/key-destroyed'
  | 'cut/not-found'
  | 'cut/not-open'
  | 'cut/nothing-ingested'
  | 'cut/snapshot-damaged'
  | 'engine/failed'
  | 'engine/job-refused'
  | 'http/bad-request'
  | 'http/body-too-large'
  | 'http/method-not-allowed'
  | 'http/not-found'
  | 'http/not-ready'
  | 'http/port-in-use'
  | 'http/rate-limited'
  | 'http/request-timeout'
  | 'http/unsupported-media-type'
  | 'ingest/bad-csv'
  | 'ingest/bad-cut-off'
  | 'ingest/duplicate-column'
  | 'ingest/duplicate-sheet'
  | 'ingest/file-unreadable'
  | 'ingest/missing-column'
  | 'ingest/missing-sheet'
  | 'ingest/no-subject-column'
  | 'ingest/no-usable-date'
  | 'ingest/not-an-export'
  | 'ingest/record-invalid'
  | 'internal'
  | 'mapping/bad-mapping'
  | 'mapping/not-found'
  | 'member/exists'
  | 'member/not-found'
  | 'network/bad-file'
  | 'network/unknown-member'
  | 'node/exists-differently'
  | 'node/folder-not-enterable'
  | 'node/no-folder'
  | 'node/node-too-old'
  | 'projection/bad-bundle'
  | 'projection/inconsistent-record'
  | 'pooling/bad-contribution'
  | 'pooling/bad-manifest'
  | 'pooling/bad-share'
  | 'pooling/impossible-sums'
  | 'pooling/sums-differ'
  | 'policy/bad-policy'
  | 'policy/none-proposed'
  | 'policy/not-pinned'
  | 'policy/other-proposed'
  | 'policy/superseded'
  | 'policy/weaker'
  | 'pseudonym/bad-key-file'
  | 'report/bad-counts'
  | 'report/different-cohorts'
  | 'report/nothing-answered'
  | 'report/unknown-cohort'
  | 'report/versions-differ'
  | 'schema/invalid'
  | 'stats/bad-count'
  | 'stats/bad-design'
  | 'stats/bad-level'
  | 'stats/bad-list'
  | 'stats/bad-number'
  | 'stats/bad-probability'
  | 'stats/bad-request'
  | 'stats/bad-text'
  | 'stats/missing-member'
  | 'stats/too-large'
  | 'stats/unknown-member'
  | 'stats/unknown-method'
  | 'store/failed'
  | 'store/in-use'
  | 'store/migration-changed'
  | 'store/role-refused'
  | 'store/server-failed'
  | 'store/unknown-version'
  | 'store/unreachable'
  | 'synthetic/contradicts-scenario'
  | 'synthetic/unknown-scenario'
  | 'table/bad-signature'
  | 'table/not-published'
  | 'terminology/bad-file'
  | 'terminology/bad-table'
  | 'terminology/not-imported'
  | 'trust/addressed-elsewhere'
  | 'trust/bad-key'
  | 'trust/bad-signature'
  | 'trust/bad-token'
  | 'trust/not-allowed'
  | 'trust/not-carried'
  | 'trust/not-sealed'
  | 'trust/replayed'
  | 'trust/token-expired'
  | 'trust/token-not-yet-valid'
  | 'trust/too-few-signatures'
  | 'trust/unknown-algorithm'
  | 'trust/unknown-issuer'
  | 'usage/bad-argument'
  | 'usage/interrupted'
  | 'usage/unknown-command'
  | 'usage/unknown-option'

export interface NodeErrorDetails {
  /** What the reader can do next, one sentence. */
  readonly hint?: string
  /** Facts for the caller: member names, positions, counts; never a value from a record. */
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  readonly cause?: unknown
}

export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly detail: NodeErrorDetails['detail']

  constructor(code: ErrorCode, message: string, details: NodeErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.code = code
    this.hint = details.hint
    this.detail = details.detail
  }
}

export function isNodeError(error: unknown, code?: ErrorCode): error is NodeError {
  return error instanceof NodeError && (code === undefined || error.code === code)
}
