/** The ledger of rounds, handed over by a combiner that leaves and taken over by the one that comes. Role `rose_combiner`. */
import type { Config } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { handOverLedger, openLedger } from '../pooling/round/hand-over.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { createRoundStore } from '../store/round-store.ts'
import { verifyKeptDirectory } from '../trust/directory.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { pinnedOfficers } from './directory.ts'
import { heldDirectories } from './held-directories.ts'
import { openPartners } from './partners.ts'
import { federationOf } from './rounds.ts'

export interface LedgerHandOver {
  readonly from: string
  readonly to: string
  readonly tables: number
  readonly headSha256: string
  /** Of the signed document's canonical form, hex. */
  readonly sha256: string
}

/** `text`: signed, for the new combiner. */
export async function handOverRounds(config: Config, to: string): Promise<LedgerHandOver & { readonly text: string }> {
  const partners = await openPartners(config, systemClock.now)
  if (federationOf(partners).peers.get(to) === undefined || to === config.member) {
    throw new NodeError('federation/unknown-member', 'the directory names no such other member', {
      hint: 'rose federation show --node DIR lists the members.',
      detail: { member: to },
    })
  }
  const directories = await heldDirectories(config)
  return withDatabaseAs(config, 'combiner', async database => {
    const { text, ledger, sha256 } = await handOverLedger(to, {
      self: config.member,
      store: createRoundStore({ database, append: appendAudit, clock: systemClock }),
      signingKey: () => partners.signingKey(),
      directories,
      now: systemClock.now(),
    })
    const done = { from: config.member, to, tables: ledger.tables.length, headSha256: ledger.headSha256, sha256 }
    await appendAuditEvent(database, appendAudit, eventOf(done))
    return { ...done, text }
  })
}

/** `added`: tables that this node did not hold. */
export async function takeOverRounds(
  config: Config,
  text: string,
): Promise<LedgerHandOver & { readonly added: number }> {
  const partners = await openPartners(config, systemClock.now)
  const officers = pinnedOfficers(config) ?? []
  return withDatabaseAs(config, 'combiner', async database => {
    const store = createRoundStore({ database, append: appendAudit, clock: systemClock })
    const { from, tables, headSha256, sha256 } = await openLedger(text.trim(), {
      self: config.member,
      store,
      federation: () => federationOf(partners),
      verifyDirectory: async directory => (await verifyKeptDirectory(directory, officers)).document,
      now: systemClock.now(),
    })
    const done = { from, to: config.member, tables: tables.length, headSha256, sha256 }
    return { ...done, added: await store.keepTables(tables, eventOf(done)) }
  })
}

function eventOf({ from, to, tables, headSha256, sha256 }: LedgerHandOver) {
  const facts = { from, to, tables, headSha256, ledgerSha256: sha256 }
  return {
    kind: 'round.handed-over',
    at: new Date(systemClock.now()).toISOString(),
    actor: 'combiner',
    facts,
  } as const
}
