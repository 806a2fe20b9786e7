/** Changes of what the engine has pinned, which two pinned members of the committee approve one after the other. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import type { Config } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { applyPinChange, approvePin, type PinChange } from '../engine/pins.ts'
import { readPins, writePins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { writeWhole } from '../model/whole-file.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import type { PrivateJwk } from '../trust/keys.ts'

export interface PinApprovalRequest {
  readonly change: PinChange
  /** Where the first approval waits for the second. */
  readonly pendingFile: string
  readonly as: string
  readonly key: PrivateJwk
  readonly clock: Clock
}

interface Pending {
  /** Of the change; an approval of another change, or of one from earlier pins, counts no more. */
  readonly changeSha256: string
  readonly approvals: readonly { readonly by: string; readonly jws: string }[]
}

/** With the second member's approval of the same change it is made. */
export async function approvePinChange(
  config: Config,
  request: PinApprovalRequest,
): Promise<{ readonly pinned: boolean }> {
  const { change, pendingFile, as, key, clock } = request
  const changeSha256 = canonicalHash(change)
  const iat = Math.floor(clock.now() / 1000)
  const jws = await approvePin({ change, member: as, key, iat, jti: randomBytes(16).toString('hex') })
  const approvals = [...readPending(pendingFile, changeSha256), { by: as, jws }]
  if (new Set(approvals.map(approval => approval.by)).size < 2) {
    writeWhole(pendingFile, JSON.stringify({ changeSha256, approvals: approvals.slice(0, 1) } satisfies Pending))
    return { pinned: false }
  }
  const engine = enginePaths(config.paths.folder)
  const texts = approvals.map(approval => approval.jws)
  writePins(engine, await applyPinChange(readPins(engine), change, texts))
  rmSync(pendingFile, { force: true })
  return { pinned: true }
}

function readPending(path: string, changeSha256: string): Pending['approvals'] {
  if (!existsSync(path)) return []
  const pending = JSON.parse(readFileSync(path, 'utf8')) as Pending
  return pending.changeSha256 === changeSha256 ? pending.approvals : []
}
