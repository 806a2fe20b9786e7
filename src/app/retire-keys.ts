/**
 * Sealing keys that were replaced are removed once nothing sealed to them can still come: what they opened is then closed
 * for good, also to whoever finds an old disk. A file may be on its way for a month.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import { MESSAGE_TYPES } from '../trust/message-types.ts'
import { keyIdOf } from '../trust/octet-key-pair.ts'
import { auditOf, presentDirectory } from './directory.ts'
import { sealingKeyFiles } from './own-keys.ts'

const DAY_MS = 86_400_000
/** A file may be on its way so long, and its clock a day off. */
export const LAST_FILE_DAYS =
  Math.max(...Object.values(MESSAGE_TYPES).map(({ maxAgeSeconds }) => maxAgeSeconds.file)) / 86_400 + 1

export interface RetiredKeys {
  /** Key ids that the directory names now. */
  readonly named: readonly string[]
  /** Not named any more; removed from that day on. */
  readonly waiting: readonly { readonly kid: string; readonly until: string }[]
  readonly removed: readonly string[]
}

/** `atOnce`: do not wait for what may still be on its way. Refuses to leave the node without a key that the directory names. */
export async function retireSealingKeys(
  config: Config,
  { clock, atOnce }: { readonly clock: Clock; readonly atOnce: boolean },
): Promise<RetiredKeys> {
  const now = clock.now()
  const { document } = await presentDirectory(config, now)
  const entered = document.members.find(({ id }) => id === config.member)?.sealingKeys ?? []
  const isNamed = (kid: string) =>
    entered.some(key => key.kid === kid && (key.validUntil === undefined || Date.parse(key.validUntil) > now))
  const own = sealingKeyFiles(config.paths).map(({ path, key }) => ({ path, kid: keyIdOf(key) }))
  const named = own.filter(({ kid }) => isNamed(kid)).map(({ kid }) => kid)
  if (named.length === 0) {
    throw new NodeError('directory/missing', 'the directory names no sealing key of this node: none is removed', {
      hint: 'rose federation fetch --node DIR gets a newer directory.',
    })
  }
  // A key after it may be on its way into the directory.
  const newestNamed = own.findLastIndex(({ kid }) => isNamed(kid))
  const unnamed = own.filter(({ kid }, index) => !isNamed(kid) && index < newestNamed)
  const since = rememberSince(
    join(config.paths.keys, 'unnamed.json'),
    unnamed.map(({ kid }) => kid),
    now,
  )
  const endOf = (kid: string) => (since.get(kid) ?? now) + LAST_FILE_DAYS * DAY_MS
  const old = unnamed.filter(({ kid }) => atOnce || endOf(kid) <= now)
  if (old.length > 0) {
    await auditOf(config)({
      kind: 'keys.retired',
      at: new Date(now).toISOString(),
      actor: 'operator',
      facts: { keys: old.map(({ kid }) => kid), atOnce },
    })
  }
  for (const { path } of old) rmSync(path)
  return {
    named,
    waiting: unnamed
      .filter(key => !old.includes(key))
      .map(({ kid }) => ({ kid, until: new Date(endOf(kid)).toISOString().slice(0, 10) })),
    removed: old.map(({ kid }) => kid),
  }
}

/** When each was first seen not to be named; what is named again starts anew. */
function rememberSince(file: string, kids: readonly string[], now: number): ReadonlyMap<string, number> {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
  const since = new Map(kids.map(kid => [kid, Date.parse(before[kid] ?? new Date(now).toISOString())]))
  const told = Object.fromEntries([...since].map(([kid, at]) => [kid, new Date(at).toISOString()]))
  writeWhole(file, `${JSON.stringify(told, null, 2)}\n`)
  return since
}
