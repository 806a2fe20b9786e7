/** Withdrawals of a node: role `rose_ingest` for the store, the engine's own process for the cuts. */
import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Withdrawn } from '../ingest/identity-ports.ts'
import { WITHDRAWAL_REASONS, WITHDRAWAL_SCOPES, withdraw } from '../ingest/withdraw.ts'
import { withdrawalsTold } from '../ingest/withdrawals-told.ts'
import { pseudonymKeyId } from '../pseudonymisation/pseudonym-key.ts'
import { tellWithdrawn } from './closings.ts'
import { withDatabaseAs } from './database.ts'
import { personActor } from './members.ts'
import { policyInForce } from './policies.ts'
import { identityStoreOf, keyOfStore } from './pseudonym-keys.ts'

export { WITHDRAWAL_REASONS, WITHDRAWAL_SCOPES }

export interface WithdrawSubject {
  readonly subject: string
  readonly scope: string
  readonly reasonCode: string
  readonly isNew: boolean
  /** Who records it; a registered person. */
  readonly as?: string
}

export async function withdrawSubject(config: Config, { as, ...request }: WithdrawSubject): Promise<Withdrawn> {
  const actor = as === undefined ? 'data-manager' : personActor(config, as)
  return withDatabaseAs(config, 'ingest', async database => {
    const store = identityStoreOf(database)
    const key = await keyOfStore(config, store)
    const deps = {
      store,
      key,
      keyName: { version: key.version, id: pseudonymKeyId(key) },
      tell: (cuts: readonly string[], serial: number) => tellWithdrawn(config, cuts, serial),
      newId: () => randomBytes(16).toString('hex'),
    }
    return withdraw(deps, { ...request, actor })
  })
}

/** `data`: "at least", in steps of the policy's k; `masked` below the first. */
export async function countWithdrawals(
  config: Config,
): Promise<{ readonly data: number | 'masked'; readonly k: number }> {
  const { k } = (await policyInForce(config)).policy
  return withDatabaseAs(config, 'ingest', async database => ({
    data: withdrawalsTold(await identityStoreOf(database).countWithdrawals(), k),
    k,
  }))
}
