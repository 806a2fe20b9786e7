import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeSnapshot } from '../../src/cut/snapshot.ts'
import { hashOfSnapshot, parseSnapshotKey, readSnapshot, sealSnapshot } from '../../src/cut/snapshot-file.ts'
import { openSnapshotFolder } from '../../src/cut/snapshot-folder.ts'
import { aTrial, ingestState, snapshotOf } from './cut-node.ts'

const key = randomBytes(32)
const snapshot = snapshotOf(aTrial())
const sealed = sealSnapshot(snapshot, { key, nonce: randomBytes(12) })
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a snapshot file', () => {
  it('gives back what was sealed', () => {
    expect(readSnapshot(sealed, { key, sha256: hashOfSnapshot(sealed) })).toEqual(snapshot)
  })

  it('has the same plaintext for the same rows, and other bytes each time', () => {
    expect(encodeSnapshot(snapshotOf(aTrial()))).toEqual(encodeSnapshot(snapshot))
    expect(sealSnapshot(snapshot, { key, nonce: randomBytes(12) })).not.toEqual(sealed)
  })

  it('is refused when any byte differs from what was hashed', () => {
    for (const position of [0, 9, 25, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
      expect(() => readSnapshot(changed, { key, sha256: sha256Of(sealed) })).toThrow(
        expect.objectContaining({ code: 'cut/snapshot-damaged' }),
      )
      // Also where whoever changed it names the new hash: the tag is under the key.
      expect(() => readSnapshot(changed, { key, sha256: sha256Of(changed) })).toThrow(
        expect.objectContaining({ code: 'cut/snapshot-damaged' }),
      )
    }
  })

  it('is refused when it is another cut, sealed as well under the same key', () => {
    const other = sealSnapshot(snapshotOf(aTrial(), { ...ingestState, cutoff: '2024-01-01' }), {
      key,
      nonce: randomBytes(12),
    })
    expect(() => readSnapshot(other, { key, sha256: sha256Of(sealed) })).toThrow(
      expect.objectContaining({ code: 'cut/snapshot-damaged' }),
    )
  })

  it.each([
    ['another key', sealed, randomBytes(32)],
    ['a cut end', sealed.subarray(0, -1), key],
    ['no content', sealed.subarray(0, 20), key],
    ['nothing', Buffer.alloc(0), key],
  ])('is refused with %s', (_, bytes, otherKey) => {
    expect(() => readSnapshot(bytes, { key: otherKey, sha256: sha256Of(bytes) })).toThrow(
      expect.objectContaining({ code: 'cut/snapshot-damaged' }),
    )
  })

  it('has a key of 64 hex digits', () => {
    expect(parseSnapshotKey(`${'ab'.repeat(32)}\n`)).toEqual(Buffer.alloc(32, 0xab))
    expect(() => parseSnapshotKey('ab')).toThrow(expect.objectContaining({ code: 'trust/bad-key' }))
  })
})

describe('the folder of snapshots', () => {
  const root = mkdtempSync(join(tmpdir(), 'rose-cuts-'))
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('writes a file that its owner alone may read and nobody write, and leaves nothing else', async () => {
    const folder = openSnapshotFolder(join(root, 'cuts'))
    await folder.write('cut-0123456789abcdef.snapshot', sealed)
    expect(await folder.read('cut-0123456789abcdef.snapshot')).toEqual(sealed)
    expect(readdirSync(join(root, 'cuts'))).toEqual(['cut-0123456789abcdef.snapshot'])
    expect(statSync(join(root, 'cuts', 'cut-0123456789abcdef.snapshot')).mode & 0o777).toBe(0o440)
    chmodSync(join(root, 'cuts'), 0o700)
    await folder.remove('cut-0123456789abcdef.snapshot')
    expect(await folder.read('cut-0123456789abcdef.snapshot')).toBeNull()
  })

  it('takes no other name', async () => {
    const folder = openSnapshotFolder(root)
    expect(() => folder.read('../keys/snapshot.key')).toThrow(expect.objectContaining({ code: 'cut/not-found' }))
  })
})
