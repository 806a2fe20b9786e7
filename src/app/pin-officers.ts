/** The federation officers that this node believes: those that a directory names, pinned whole. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { pinOfficers, pinOfficersChange } from '../engine/pins.ts'
import { readPins, writePins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Directory } from '../model/generated/directory.ts'
import { fingerprintOf } from '../trust/fingerprint.ts'
import { auditOf, pinnedOfficers } from './directory.ts'
import { committeeKey } from './members.ts'
import { approvePinChange } from './pin-approvals.ts'

type Officers = Pick<Directory, 'officers'>

/** Of all officers together: one number to compare with what the federation tells over another channel. */
export function fingerprintOfOfficers({ officers }: Officers): string {
  return fingerprintOf(officers.map(({ name, key }) => ({ name, x: key.x })).sort((a, b) => (a.name < b.name ? -1 : 1)))
}

export function arePinned(config: Config, { officers }: Officers): boolean {
  const pinned = pinnedOfficers(config)
  return (
    pinned?.length === officers.length &&
    officers.every(({ name, key }) => pinned.some(other => other.name === name && other.publicJwk.x === key.x))
  )
}

/** The first officers of a node, at once. */
export async function pinFirstOfficers(config: Config, directory: Officers, clock: Clock): Promise<void> {
  const engine = enginePaths(config.paths.folder)
  const next = pinOfficers(readPins(engine), asPins(directory))
  await auditPinned(config, directory, clock)
  writePins(engine, next)
}

/** Later ones, with the approvals of two committee members one after the other. */
export async function approveOfficers(
  config: Config,
  directory: Officers,
  { as, clock }: { readonly as: string; readonly clock: Clock },
): Promise<{ readonly pinned: boolean }> {
  if (arePinned(config, directory)) throw new NodeError('usage/bad-argument', 'these officers are pinned already')
  const change = pinOfficersChange(readPins(enginePaths(config.paths.folder)), asPins(directory))
  const result = await approvePinChange(config, {
    change,
    pendingFile: join(config.paths.folder, 'officers.pending'),
    as,
    key: committeeKey(config, as),
    clock,
  })
  if (result.pinned) await auditPinned(config, directory, clock)
  return result
}

function asPins({ officers }: Officers) {
  return officers.map(({ name, key: { kty, crv, x } }) => ({ name, publicJwk: { kty, crv, x } }))
}

function auditPinned(config: Config, directory: Officers, clock: Clock): Promise<void> {
  return auditOf(config)({
    kind: 'officers.pinned',
    at: new Date(clock.now()).toISOString(),
    actor: 'operator',
    facts: { officers: directory.officers.map(officer => officer.name), fingerprint: fingerprintOfOfficers(directory) },
  })
}
