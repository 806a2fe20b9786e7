/** Rooms by hand: atoms are bits, patients made-up numbers of which each atom holds its own ten. */
import { describe, expect, it } from 'vitest'
import { changesOf, type Known, knownRooms, sumTo } from '../../src/disclosure/known-rooms.ts'
import { range, screened } from '../support/protection.ts'

/** `having` of each atom, from its first; all others of the atoms lack the gene. */
function known(
  name: string,
  { atoms, having, isOfTissue = false }: { atoms: bigint; having: readonly number[]; isOfTissue?: boolean },
): Known {
  const inAtoms = [0, 1, 2, 3].filter(atom => ((atoms >> BigInt(atom)) & 1n) === 1n)
  const patients = (from: (atom: number) => number, to: (atom: number) => number) =>
    new Set(inAtoms.flatMap(atom => [...range(10 * atom + from(atom) + 1, 10 * atom + to(atom))]))
  return {
    name,
    atoms,
    having: patients(
      () => 0,
      atom => having[atom] ?? 0,
    ),
    lacking: patients(
      atom => having[atom] ?? 0,
      () => 10,
    ),
    from: [{ cell: screened('tumour', `${name} ${atoms}`, new Set()), cost: 1 }],
    isOfTissue,
  }
}

const having = [6, 7, 8, 9]
const atomsOf = (rooms: readonly Known[]) => rooms.map(({ atoms }) => atoms).toSorted((a, b) => Number(a - b))

describe('a sum', () => {
  const tissueT = known('T', { atoms: 0b001n, having, isOfTissue: true })
  const tissueU = known('U', { atoms: 0b110n, having, isOfTissue: true })
  const all = known('all', { atoms: 0b111n, having: [10, 10, 10] })

  it('of tissues tells who of all of them has the gene and who lacks it', () => {
    expect(sumTo(all, [tissueT, tissueU])).toEqual({
      name: 'T all',
      atoms: 0b111n,
      having: new Set([...tissueT.having, ...tissueU.having]),
      lacking: new Set([...tissueT.lacking, ...tissueU.lacking]),
      from: [...tissueU.from, ...tissueT.from],
      isOfTissue: false,
    })
  })

  it('is none where a tissue is missing, or reaches beyond', () => {
    expect(sumTo(all, [tissueT])).toBeNull()
    expect(sumTo(all, [])).toBeNull()
    expect(sumTo(all, [tissueT, known('V', { atoms: 0b1110n, having, isOfTissue: true })])).toBeNull()
  })

  it('takes the largest parts first, and nobody twice', () => {
    const part = known('part of U', { atoms: 0b010n, having, isOfTissue: true })
    expect(sumTo(all, [part, tissueT, tissueU])?.from).toEqual([...tissueU.from, ...tissueT.from])
  })
})

describe('what is known of rooms', () => {
  it('is what is left of everybody beside all tissues, the largest first', () => {
    const all = known('all', { atoms: 0b111n, having })
    const wide = known('T', { atoms: 0b011n, having, isOfTissue: true })
    const narrow = known('U', { atoms: 0b010n, having, isOfTissue: true })
    const rooms = knownRooms([all, narrow, wide])
    expect(atomsOf(rooms)).toEqual([0b001n, 0b010n, 0b011n, 0b100n, 0b111n])
    const rest = rooms.find(({ atoms }) => atoms === 0b100n)
    expect(rest).toMatchObject({ name: 'all', having: range(21, 28), lacking: range(29, 30), isOfTissue: false })
    expect(rest?.from).toEqual([...all.from, ...wide.from])
    expect(rooms.find(({ atoms }) => atoms === 0b001n)).toMatchObject({
      name: 'T',
      having: range(1, 6),
      isOfTissue: true,
    })
  })

  it('is who came between two cuts, and who of those came into what is left', () => {
    const before = known('all', { atoms: 0b0011n, having })
    const after = known('all', { atoms: 0b1111n, having })
    const tissue = known('T', { atoms: 0b0100n, having, isOfTissue: true })
    expect(atomsOf(knownRooms([before, after, tissue]))).toEqual([0b0011n, 0b0100n, 0b1000n, 0b1011n, 0b1100n, 0b1111n])
  })

  it('is nothing where the gene was found or taken back between the cuts', () => {
    const after = known('all', { atoms: 0b11n, having })
    const found = known('all', { atoms: 0b01n, having: [5] })
    const takenBack = known('all', { atoms: 0b01n, having: [7] })
    expect(atomsOf(knownRooms([found, after]))).toEqual([0b01n, 0b11n])
    expect(atomsOf(knownRooms([takenBack, after]))).toEqual([0b01n, 0b11n])
  })
})

describe('a change between two cuts', () => {
  const before = known('all', { atoms: 0b110n, having })
  const after = known('all', { atoms: 0b011n, having })

  it('is of those who came and those who left, one kind of each together', () => {
    const [left, came, ...more] = changesOf([before, after])
    expect(more).toEqual([])
    // Came: six of ten with the gene; left: eight of ten.
    expect(came).toEqual({
      atoms: 0b001n,
      sets: [new Set([...range(7, 10), ...range(21, 28)]), new Set([...range(1, 6), ...range(29, 30)])],
      of: [after, before],
    })
    expect(left).toMatchObject({ atoms: 0b100n, of: [before, after] })
  })

  it('is none of different margins, nor where nobody left, nobody came or nobody stayed', () => {
    const named = (name: string, atoms: bigint) => known(name, { atoms, having })
    expect(changesOf([before, named('T', 0b011n)])).toEqual([])
    expect(changesOf([before, before])).toEqual([])
    expect(changesOf([named('all', 0b010n), before])).toEqual([])
    expect(changesOf([named('all', 0b001n), before])).toEqual([])
  })

  it('is none where the gene was found or taken back for somebody who stayed', () => {
    const changed = (of: readonly number[]) => known('all', { atoms: 0b011n, having: of })
    expect(changesOf([before, changed([6, 8])])).toEqual([])
    expect(changesOf([before, changed([6, 6])])).toEqual([])
  })
})
