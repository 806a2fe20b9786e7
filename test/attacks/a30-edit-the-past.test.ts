/** A30: whoever owns the database and the files edits the past; the verification names where, and an untouched node verifies. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedHead, verifyNodeAudit } from '../../src/app/audit.ts'
import { withCut } from '../../src/app/cuts.ts'
import { withdrawSubject } from '../../src/app/withdrawals.ts'
import { chainEvent } from '../../src/audit/chain.ts'
import type { ChainedEvent } from '../../src/audit/event.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { systemClock } from '../../src/model/clock.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, localIds, type TestNode } from '../support/a-node.ts'

const EVENTS = 'sequence, kind, at, actor, facts, previous_hash, hash'

let node: TestNode
/** Signed after the first cut was opened, and kept by a partner. */
let kept: string
const record = () => enginePaths(node.folder).record
const admin = <T>(statement: string, values: unknown[] = []) =>
  withAdministrator(node.database.adminUrl, async client => (await client.query(statement, values)).rows as T[])
const verify = (heads: readonly string[] = []) => verifyNodeAudit(node.config, heads)
const open = (cutId: string) =>
  withCut(node.config, new AbortController().signal, async cuts => {
    for (const as of ['anna', 'bo']) await cuts.open({ cutId, as, clock: systemClock, onProgress() {} })
  })
const build = () => withCut(node.config, new AbortController().signal, cuts => cuts.build())

/** Rows as they are, put back after each attack. */
async function saved() {
  const events = await admin<ChainedEvent>(`SELECT * FROM audit.events ORDER BY sequence`)
  const text = readFileSync(record())
  const tables = await admin<Record<string, unknown>>('SELECT * FROM published.tables')
  return async () => {
    writeFileSync(record(), text)
    await withAdministrator(node.database.adminUrl, async client => {
      await client.query('TRUNCATE audit.events, published.tables')
      for (const [table, rows] of [
        ['audit.events', events],
        ['published.tables', tables],
      ] as const) {
        await client.query(
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
          [JSON.stringify(rows)],
        )
      }
    })
  }
}

beforeAll(async () => {
  node = await aNode({ patients: 60, people: { anna: 'committee', bo: 'committee' } })
  await node.ingest()
  await open((await build()).id)
  kept = (await signedHead(node.config, systemClock)).jws
  const [, subject = ''] = [...(await localIds(node))][0] ?? []
  await withdrawSubject(node.config, { subject, scope: 'data', reasonCode: 'subject', isNew: false })
  await open((await build()).id)
})
afterAll(() => node.remove())

describe('A30: an untouched node', () => {
  it('verifies, by itself and against the head that a partner keeps', async () => {
    const verified = await verify([kept])
    expect(verified).toMatchObject({ ok: true, faults: [], headsCompared: 1 })
    expect(verified.events).toBeGreaterThan(10)
    expect(verified.engineEntries).toBeGreaterThan(1)
  })
})

describe('A30: an edited past', () => {
  const cases: readonly (readonly [string, RegExp, () => Promise<unknown>])[] = [
    [
      'a fact changed',
      /^audit.events 5:/,
      () => admin(`UPDATE audit.events SET facts = facts || '{"reason":"other"}' WHERE sequence = 5`),
    ],
    [
      'an actor changed',
      /^audit.events 4:/,
      () => admin("UPDATE audit.events SET actor = 'committee:eve' WHERE sequence = 4"),
    ],
    ['a row deleted', /^audit.events 6:/, () => admin('DELETE FROM audit.events WHERE sequence = 6')],
    [
      'two rows in another order',
      /^audit.events 4:/,
      () =>
        admin(
          'UPDATE audit.events SET sequence = CASE sequence WHEN 4 THEN 1005 ELSE 1004 END WHERE sequence IN (4, 5)',
        ).then(() => admin('UPDATE audit.events SET sequence = sequence - 1000 WHERE sequence > 1000')),
    ],
    [
      'its end cut off',
      /^(head|cut.cuts|engine record|published.tables) /,
      () =>
        admin(
          "DELETE FROM audit.events WHERE sequence >= (SELECT max(sequence) FROM audit.events WHERE kind = 'cut.opened')",
        ),
    ],
    [
      'an entry of the engine changed',
      /^engine record 1:/,
      async () => edit(text => text.replace('"let-out"', '"refused"')),
    ],
    [
      "the engine's entries in another order",
      /^engine record 1:/,
      async () => edit(text => text.split('\n').reverse().join('\n')),
    ],
    [
      "the engine's record cut off",
      /^audit.events \d+:/,
      async () => edit(text => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)),
    ],
    [
      'the publication of a table removed from the audit and the tables',
      /^(head|engine record) /,
      async () => {
        await admin("DELETE FROM audit.events WHERE kind = 'table.published'")
        await admin('DELETE FROM published.tables')
        await recompute()
      },
    ],
    [
      'a fact changed and the whole chain calculated anew',
      /^head /,
      async () => {
        await admin(`UPDATE audit.events SET actor = 'committee:eve' WHERE kind = 'cut.approved'`)
        await recompute()
      },
    ],
  ]
  function edit(change: (text: string) => string) {
    const path = record()
    const text = readFileSync(path, 'utf8')
    rmSync(path)
    writeFileSync(path, change(text))
  }
  /** As the owner of the database can: every hash fits again. */
  async function recompute() {
    const rows = await admin<ChainedEvent>(`SELECT ${EVENTS} FROM audit.events ORDER BY sequence`)
    await admin('TRUNCATE audit.events')
    let last: ChainedEvent | null = null
    for (const { kind, at, actor, facts } of rows) {
      last = chainEvent(last, { kind, at, actor, facts })
      await admin(`INSERT INTO audit.events (${EVENTS}) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
        last.sequence,
        last.kind,
        last.at,
        last.actor,
        last.facts,
        last.previousHash,
        last.hash,
      ])
    }
  }

  it.each(cases)('with %s fails, and says where first (%s)', async (_, place, attack) => {
    const restore = await saved()
    await attack()
    const { ok, faults } = await verify()
    await restore()
    expect(ok).toBe(false)
    const [first] = faults
    expect(`${first?.where} ${first?.at}:`).toMatch(place)
  })

  it('verifies again once all of it is put back', async () => {
    expect((await verify([kept])).ok).toBe(true)
  })

  it("with yesterday's database is noticed by the engine's record, and with yesterday's everything by a kept head alone", async () => {
    const cuts = await admin<{ id: string; state: string }>('SELECT id, state, opened_at FROM cut.cuts')
    const restoreAudit = await saved()
    const opened = cuts.find(({ state }) => state === 'opened')?.id ?? ''
    await withCut(node.config, new AbortController().signal, use =>
      use.close({ cutId: opened, as: 'anna', reason: 'legal' }),
    )
    const newHead = (await signedHead(node.config, systemClock)).jws
    const today = { record: readFileSync(record()), restore: await saved() }
    const reopen = () =>
      admin(
        `SET session_replication_role = replica; UPDATE cut.cuts SET state = 'opened', closed_at = NULL, close_reason = NULL WHERE id = '${opened}'`,
      )
    expect((await verify([kept, newHead])).ok).toBe(true)

    await restoreAudit()
    await reopen()
    writeFileSync(record(), today.record)
    expect((await verify()).faults.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      `engine record: closed ${opened}, of which the audit does not tell`,
    ])
    await restoreAudit()
    expect((await verify()).ok).toBe(true)
    const caught = await verify([kept, newHead])
    expect(caught.ok).toBe(false)
    expect(caught.faults[0]).toMatchObject({ where: 'head' })
  })

  it('does not take a head that the node did not sign, or a part of one', async () => {
    for (const text of ['', 'a.b.c', kept.slice(0, -4), kept.replace(/^[^.]+/, 'e30')]) {
      await expect(verify([text])).rejects.toMatchObject({ code: 'audit/bad-head' })
    }
  })
})
