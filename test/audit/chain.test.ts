import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chainEvent, GENESIS_HASH, verifyChain } from '../../src/audit/chain.ts'
import type { ChainedEvent } from '../../src/audit/event.ts'
import { merkleRoot, type TreeHead, treeHead } from '../../src/audit/tree.ts'

interface Vectors {
  readonly chain: readonly ChainedEvent[]
  readonly treeHeads: readonly TreeHead[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('../vectors/audit-chain.json', import.meta.url), 'utf8'))

describe('the audit chain', () => {
  it('is the one in test/vectors/audit-chain.json', () => {
    let previous: ChainedEvent | null = null
    for (const expected of vectors.chain) {
      const { kind, at, actor, facts } = expected
      previous = chainEvent(previous, { kind, at, actor, facts })
      expect(previous).toEqual(expected)
    }
    expect(verifyChain(vectors.chain)).toEqual({ ok: true, events: 3, lastHash: vectors.chain[2]?.hash })
  })

  it('is whole when it is empty', () => {
    expect(verifyChain([])).toEqual({ ok: true, events: 0, lastHash: GENESIS_HASH })
  })

  it('does not count what a store keeps beside an event', () => {
    const [first] = vectors.chain
    expect(verifyChain(first === undefined ? [] : [{ ...first, writtenBy: 'x' } as ChainedEvent])).toMatchObject({
      ok: true,
      events: 1,
    })
  })

  it('names the first bad row and what is wrong with it', () => {
    const [first, second, third] = vectors.chain as readonly [ChainedEvent, ChainedEvent, ChainedEvent]
    expect(verifyChain([first, third])).toEqual({ ok: false, sequence: 2, reason: 'sequence' })
    expect(verifyChain([second, first, third])).toEqual({ ok: false, sequence: 1, reason: 'sequence' })
    expect(verifyChain([first, { ...second, previousHash: GENESIS_HASH }, third])).toEqual({
      ok: false,
      sequence: 2,
      reason: 'previous-hash',
    })
    expect(verifyChain([first, { ...second, actor: 'someone' }, third])).toEqual({
      ok: false,
      sequence: 2,
      reason: 'hash',
    })
  })
})

describe('the tree head', () => {
  it('is the one in test/vectors/audit-chain.json', () => {
    for (const [size, head] of vectors.treeHeads.entries()) {
      expect(treeHead(vectors.chain.slice(0, size))).toEqual(head)
    }
  })

  it('gives the roots that Certificate Transparency implementations test with', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]
    const data = leaves.map(leaf => Buffer.from(leaf, 'hex'))
    expect(roots.map((_, index) => merkleRoot(data.slice(0, index + 1)))).toEqual(roots)
  })
})
