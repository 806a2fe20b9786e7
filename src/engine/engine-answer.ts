/** The line that the engine's process answers with, between two processes of one program. */
import type { ErrorCode, NodeErrorDetails } from '../model/errors.ts'
import type { ClosedCuts } from './closings.ts'
import type { LetOut } from './let-out.ts'

export interface EngineAnswer {
  readonly done?: LetOut | ClosedCuts
  readonly refused?: {
    readonly code: ErrorCode
    readonly message: string
    readonly hint?: string
    readonly detail?: NodeErrorDetails['detail']
  }
}
