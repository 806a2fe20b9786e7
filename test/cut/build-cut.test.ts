import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BuildCutDeps, buildCut } from '../../src/cut/build-cut.ts'
import { encodeSnapshot, personOf as nameOf } from '../../src/cut/snapshot.ts'
import { readSnapshot } from '../../src/cut/snapshot-file.ts'
import { isWithdrawalMark } from '../../src/cut/withdrawal-mark.ts'
import { isValid } from '../../src/model/validation.ts'
import {
  aCutNode,
  anEpisode,
  type CutNode,
  DABRAFENIB,
  exampleBasis,
  ingestState,
  personOf,
  pseudonymOf,
  SOTORASIB,
  untreated,
  withdrawalKey,
} from './cut-node.ts'

function build(node: CutNode, change: Partial<BuildCutDeps> = {}) {
  return buildCut({
    store: node.store,
    snapshots: node.snapshots,
    snapshotKeys: node.snapshotKeys,
    terminology: node.terminology,
    randomBytes,
    member: 'impress-norway',
    country: 'NO',
    withdrawalKey,
    sharingBasis: exampleBasis,
    ...change,
  })
}

const keyOf = (node: CutNode, cutId: string) => node.keys.get(cutId) ?? new Uint8Array(32)

describe('building a data cut', () => {
  it('gives a valid description named after the hash of its file', async () => {
    const node = aCutNode()
    const cut = await build(node)
    expect(isValid('urn:prime-rose:cut/1', cut)).toBe(true)
    expect(cut.id).toBe(`cut-${cut.snapshot.sha256.slice(0, 16)}`)
    expect(cut.counts).toEqual({ screened: 20, enrolments: 12, treated: 12 })
    expect(cut.contentHash).toBe(ingestState.contentHash)
    expect(node.written).toEqual([`cut ${cut.id}`])
    expect(node.files.get(cut.snapshot.file)?.length).toBe(cut.snapshot.bytes)
  })

  it('writes a file that holds no word of its rows in the clear, and none of the local names at all', async () => {
    const node = aCutNode()
    const cut = await build(node)
    const bytes = Buffer.from(node.files.get(cut.snapshot.file) ?? [])
    expect(bytes.includes('COADREAD')).toBe(false)
    const snapshot = readSnapshot(bytes, { key: keyOf(node, cut.id), sha256: cut.snapshot.sha256 })
    expect(snapshot.index).toMatchObject({ patients: 20, cohortKeys: [SOTORASIB, DABRAFENIB] })
    const plain = Buffer.concat(encodeSnapshot(snapshot))
    expect([plain.includes('sotorasib'), plain.includes('canary')]).toEqual([true, false])
  })

  it('seals each cut under a key of its own', async () => {
    const node = aCutNode()
    const first = await build(node)
    node.state = { ...ingestState, contentHash: 'cd'.repeat(32) }
    const second = await build(node)
    expect(keyOf(node, first.id)).not.toEqual(keyOf(node, second.id))
    const bytes = node.files.get(second.snapshot.file) ?? new Uint8Array()
    expect(() => readSnapshot(bytes, { key: keyOf(node, first.id), sha256: second.snapshot.sha256 })).toThrow(
      expect.objectContaining({ code: 'cut/snapshot-damaged' }),
    )
  })

  it('returns the cut that is there when nothing has changed', async () => {
    const node = aCutNode()
    const first = await build(node)
    expect(await build(node)).toEqual(first)
    expect(node.files.size).toBe(1)
    expect(node.written).toHaveLength(1)
  })

  it.each([
    [
      'the content',
      (node: CutNode) => {
        node.state = { ...ingestState, contentHash: 'cd'.repeat(32) }
      },
    ],
    ['the file, which is gone', (node: CutNode) => node.files.clear()],
    ['the key, which is gone', (node: CutNode) => node.keys.clear()],
    [
      'the earlier cut, which is closed',
      (node: CutNode) => void node.states.set([...node.states.keys()][0] ?? '', 'closed'),
    ],
  ])('makes another cut after a change of %s', async (_, change) => {
    const node = aCutNode()
    const first = await build(node)
    change(node)
    expect((await build(node)).id).not.toBe(first.id)
  })

  it('makes another cut when sharing rests on another approval', async () => {
    const node = aCutNode()
    const first = await build(node)
    expect(
      (await build(node, { sharingBasis: { kind: 'example', consentForm: '6.0', approval: 'example-1' } })).id,
    ).not.toBe(first.id)
  })

  it('is refused where nothing was ingested', async () => {
    const node = aCutNode()
    node.state = null
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/nothing-ingested' })
  })

  it('keeps nothing when the database counts a cohort differently', async () => {
    const node = aCutNode()
    node.countedBySql = new Map([
      [SOTORASIB, 9],
      [DABRAFENIB, 4],
    ])
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/differs-from-sql' })
    expect([node.files.size, node.keys.size, node.written.length]).toEqual([0, 0, 0])
  })

  it('notices a cohort that only the database knows', async () => {
    const node = aCutNode()
    node.countedBySql = new Map([
      [SOTORASIB, 9],
      [DABRAFENIB, 3],
      ['v1|X|Y|z', 1],
    ])
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/differs-from-sql' })
  })

  it('notices an ingest that came in between', async () => {
    const node = aCutNode()
    const { countTreatedByCohort } = node.store
    node.store.countTreatedByCohort = async () => {
      node.state = { ...ingestState, contentHash: 'cd'.repeat(32) }
      return countTreatedByCohort('all')
    }
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/overtaken' })
    expect(node.files.size).toBe(0)
  })

  it.each([
    ['an ingest', { contentHash: 'cd'.repeat(32) }],
    ['a withdrawal', { withdrawals: 1 }],
  ])('notices %s that came before it was registered, and leaves nothing behind', async (_, change) => {
    const node = aCutNode()
    const { write } = node.snapshots
    node.snapshots.write = async (name, bytes) => {
      await write(name, bytes)
      node.state = { ...ingestState, ...change }
    }
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/overtaken' })
    expect([node.files.size, node.keys.size, node.written.length]).toEqual([0, 0, 0])
  })

  it('says which withdrawals it has taken up, in a word that only holders of the key can read', async () => {
    const node = aCutNode()
    const before = await build(node)
    node.state = { ...ingestState, withdrawals: 3 }
    const after = await build(node)
    expect(isWithdrawalMark(withdrawalKey, { serial: 0, mark: before.withdrawalMark })).toBe(true)
    expect(isWithdrawalMark(withdrawalKey, { serial: 3, mark: after.withdrawalMark })).toBe(true)
    expect(isWithdrawalMark(Buffer.alloc(32), { serial: 3, mark: after.withdrawalMark })).toBe(false)
  })

  it('knows its subjects by a random name alone', async () => {
    const node = aCutNode()
    const cut = await build(node)
    const bytes = node.files.get(cut.snapshot.file) ?? new Uint8Array()
    const snapshot = readSnapshot(bytes, { key: keyOf(node, cut.id), sha256: cut.snapshot.sha256 })
    const names = Array.from({ length: 20 }, (_, patient) => nameOf(snapshot, patient))
    expect(names.toSorted()).toEqual(Array.from({ length: 20 }, (_, subject) => personOf(subject)).toSorted())
    const plain = Buffer.concat(encodeSnapshot(snapshot))
    expect(plain.includes(pseudonymOf(3).slice(3))).toBe(false)
  })

  it('asks for those alone who consent where the source holds consents', async () => {
    const node = aCutNode()
    const asked: string[] = []
    const { copyRows, countTreatedByCohort } = node.store
    node.store.copyRows = (who, take) => {
      asked.push(who)
      return copyRows(who, take)
    }
    node.store.countTreatedByCohort = who => {
      asked.push(who)
      return countTreatedByCohort(who)
    }
    expect((await build(node, { sharingBasis: { kind: 'row-by-row' } })).sharingBasis).toEqual({ kind: 'row-by-row' })
    await build(node)
    expect(asked).toEqual(['consent', 'consent', 'all', 'all'])
  })

  it('leaves no file behind when the cut cannot be registered', async () => {
    const node = aCutNode()
    node.store.saveCut = () => Promise.reject(new Error('no database'))
    await expect(build(node)).rejects.toThrow('no database')
    expect([node.files.size, node.keys.size]).toEqual([0, 0])
  })

  it('counts a patient with two enrolments of one cohort once, and untreated ones not at all', async () => {
    const node = aCutNode()
    node.rows.episodes.push(
      anEpisode({ pseudonym: pseudonymOf(0), number: 2 }),
      anEpisode({ pseudonym: pseudonymOf(10), ...untreated }),
      anEpisode({ pseudonym: pseudonymOf(11), cohortKey: null }),
    )
    expect((await build(node)).counts).toEqual({ screened: 20, enrolments: 15, treated: 14 })
  })

  it('compares every measure of a sample, the screened and the reasons included', async () => {
    const node = aCutNode()
    node.miscounted = asked =>
      asked.cohortKey === null && asked.drugs === null ? { ...asked, tumours: ['CHOL'] } : asked
    await expect(build(node)).rejects.toMatchObject({ code: 'cut/differs-from-sql' })
    expect([node.files.size, node.keys.size, node.written.length]).toEqual([0, 0, 0])
  })

  it.each([
    ['contradict each other', { mature: false }, 'cut/not-countable'],
    [
      'have a reason that the program does not know',
      { diseaseControl: false, noControlReason: 'other' },
      'cut/not-countable',
    ],
  ])('is refused where the facts of an enrolment %s', async (_, change, code) => {
    const node = aCutNode()
    node.rows.episodes.push(anEpisode({ pseudonym: pseudonymOf(11), ...change }))
    await expect(build(node)).rejects.toMatchObject({ code })
    expect(node.files.size).toBe(0)
  })

  it('is refused where the store was filled with other codes than the program has', async () => {
    const node = aCutNode()
    node.state = { ...ingestState, versions: { ...ingestState.versions, oncotree: '2020-01-01' } }
    await expect(build(node)).rejects.toMatchObject({ code: 'cohort/other-codes' })
    expect([node.files.size, node.keys.size]).toEqual([0, 0])
  })

  it('builds anew where the cut that is there was written by an earlier version, which nobody can read any more', async () => {
    const node = aCutNode()
    const first = await build(node)
    const older = Buffer.concat([Buffer.from('PRSNAP01'), Buffer.alloc(64)])
    const sha256 = createHash('sha256').update(older).digest('hex')
    const { listCuts } = node.store
    node.files.set(first.snapshot.file, older)
    node.store.listCuts = async () =>
      (await listCuts()).map(stored => ({
        ...stored,
        cut: { ...stored.cut, snapshot: { ...stored.cut.snapshot, sha256 } },
      }))
    expect(() => readSnapshot(older, { key: keyOf(node, first.id), sha256 })).toThrow(
      expect.objectContaining({ code: 'cut/older-format', hint: expect.stringContaining('rose cut build') }),
    )
    expect((await build(node)).id).not.toBe(first.id)
  })
})
