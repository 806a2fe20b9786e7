/** The line that the engine's process answers with, between two processes of one program. */
import type { ErrorCode, NodeErrorDetails } from '../model/errors.ts'
import type { ClosedCuts } from './closings.ts'
import type { LetOut } from './let-out.ts'

/** Last entry of the engine's record: whoever writes down what the engine did names it, so that the entry is missed. */
export interface EnginePlace {
  readonly sequence: number
  readonly mac: string
}

export interface EngineAnswer {
  /** Left out where the record could not be read. */
  readonly place?: EnginePlace
  readonly done?: LetOut | ClosedCuts | { readonly vetoed: string }
  readonly refused?: {
    readonly code: ErrorCode
    readonly message: string
    readonly hint?: string
    readonly detail?: NodeErrorDetails['detail']
  }
}
