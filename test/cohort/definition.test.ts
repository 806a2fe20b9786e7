import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { canonicaliseDefinition, definitionHash, definitionKey, definitionOfKey } from '../../src/cohort/definition.ts'
import { printCohort } from '../../src/cohort/print-text.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { isAtOrBelow } from '../../src/terminology/tumour-tree.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const canonicalise = (definition: object) => canonicaliseDefinition(shipped, definition as CohortDefinition)
const code = (wanted: string) => expect.objectContaining({ code: wanted })
const within = (parts: object) => ({
  schema: 'cohort/1',
  match: 'within',
  tumour: null,
  alteration: null,
  drugs: null,
  endpoint: null,
  ...parts,
})
const named = (parts: object) => ({
  ...within({ tumour: ['COADREAD'], alteration: ['V:HGNC:6407:p.Gly12Cys'], drugs: 'sotorasib' }),
  match: 'named',
  ...parts,
})

const NODES = ['BOWEL', 'COADREAD', 'COAD', 'READ', 'NSCLC', 'LUAD', 'PANCREAS', 'PAAD', 'CHOL', 'GB'] as const
const terms = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...NODES), fc.boolean()).map(([node, below]) => (below ? `${node}+` : node)),
  { minLength: 1 },
)
const alterations = fc.uniqueArray(
  fc.constantFrom(
    'V:HGNC:6407:p.Gly12Cys',
    'C:HGNC:6407:p.Gly12',
    'G:HGNC:6407:mut',
    'G:HGNC:3430:amp',
    'P:MSI:H',
    'P:TMB:high@10',
    'P:TMB:high@20',
    'F:HGNC:427:*',
    'E:HGNC:17635:cps@10',
  ),
  { minLength: 1 },
)
const inns = fc.uniqueArray(fc.constantFrom('trametinib', 'dabrafenib', 'trastuzumab-deruxtecan'), { minLength: 1 })
const endpoint = fc.constantFrom(null, 'control-w16-visit', 'benefit-16w-confirmed')
const definitions = fc.oneof(
  fc
    .record({
      tumour: fc.option(terms),
      alteration: fc.option(alterations),
      drugs: fc.option(
        fc.oneof(
          inns.map(all => all.join('+')),
          inns.map(all => `${all.join('+')}+`),
          fc.constantFrom('L01', 'L01E', 'L01EC', 'L01FF'),
        ),
      ),
      endpoint,
    })
    .map(within),
  fc
    .record({
      tumour: fc.uniqueArray(fc.constantFrom(...NODES), { minLength: 1 }),
      alteration: alterations,
      drugs: inns.map(all => all.join('+')),
      endpoint,
    })
    .map(named),
)

function reversed(definition: object): object {
  const { tumour, alteration, drugs, ...rest } = definition as CohortDefinition
  const open = drugs?.endsWith('+') === true ? '+' : ''
  return {
    ...rest,
    tumour: tumour?.toReversed() ?? null,
    alteration: alteration?.toReversed() ?? null,
    drugs: drugs === null ? null : `${drugs.replace(/\+$/, '').split('+').toReversed().join('+')}${open}`,
  }
}

/** Every node of the tree that a list of terms stands for, by its words alone. */
function nodesOf(list: readonly string[]): string[] {
  return [...shipped.tumours.nodes.keys()].filter(node =>
    list.some(term => (term.endsWith('+') ? isAtOrBelow(shipped, node, term.slice(0, -1)) : node === term)),
  )
}

describe('the canonical form of a definition', () => {
  it('is idempotent and blind to order', () => {
    fc.assert(
      fc.property(definitions, given => {
        const once = canonicalise(given)
        expect(canonicalise(once)).toEqual(once)
        expect(definitionHash(canonicalise(reversed(given)))).toBe(definitionHash(once))
        expect(definitionKey(canonicalise(reversed(given)))).toBe(definitionKey(once))
        const key = definitionKey(once)
        if (key !== null) expect(definitionOfKey(shipped, key)).toEqual({ ...once, endpoint: null })
      }),
    )
  })

  it('is printed as text that reads as the same definition', () => {
    fc.assert(
      fc.property(definitions, given => {
        const canonical = canonicalise(given)
        expect(parseCohortText(shipped, printCohort(canonical))).toEqual(canonical)
      }),
    )
  })

  it('stands for the same nodes of the tree, and is one for the same nodes', () => {
    fc.assert(
      fc.property(terms, terms, (one, other) => {
        const [a, b] = [one, other].map(tumour => canonicalise(within({ tumour })))
        expect(nodesOf(a?.tumour ?? [])).toEqual(nodesOf(one))
        const same = nodesOf(one).join() === nodesOf(other).join()
        expect(a?.tumour?.join() === b?.tumour?.join()).toBe(same)
      }),
    )
  })

  it('folds a parent and all its children into the parent, but not all children alone', () => {
    const children = [...shipped.tumours.nodes.values()]
      .filter(node => node.parent === 'PANCREAS')
      .map(n => `${n.code}+`)
    expect(canonicalise(within({ tumour: ['PANCREAS', ...children] })).tumour).toEqual(['PANCREAS+'])
    expect(canonicalise(within({ tumour: children })).tumour).toEqual(children.toSorted())
    expect(canonicalise(within({ tumour: ['PANCREAS'] })).tumour).toEqual(['PANCREAS'])
  })

  it('drops what lies below another alteration of the list, within; a named cohort keeps its list', () => {
    const alteration = ['V:HGNC:6407:p.Gly12Cys', 'G:HGNC:6407:mut', 'P:TMB:high@20', 'P:TMB:high@10']
    expect(canonicalise(within({ alteration })).alteration).toEqual(['G:HGNC:6407:mut', 'P:TMB:high@10'])
    expect(canonicalise(named({ alteration })).alteration).toEqual(alteration.toSorted())
  })

  it.each([
    ['a tumour', { tumour: ['NOPE'] }],
    ['an alteration of no gene', { alteration: ['G:HGNC:999999:mut'] }],
    ['an alteration in one letter', { alteration: ['V:HGNC:1097:p.V600E'] }],
    ['a number with a zero', { alteration: ['P:TMB:high@10.0'] }],
    ['a pair in the wrong order', { alteration: ['F:HGNC:8033~HGNC:3495'] }],
    ['a drug', { drugs: 'nodrug' }],
    ['an ATC class', { drugs: 'Z99' }],
  ])('refuses %s that is not known', (_, given) => {
    expect(() => canonicalise(within(given))).toThrow(code('cohort/unknown-code'))
  })

  it.each([
    ['PAN beside a tumour', within({ tumour: ['PAN', 'BREAST'] })],
    ['PAN beside a tumour, named', named({ tumour: ['PAN', 'BREAST'] })],
    ['a drug twice in a combination', within({ drugs: 'trametinib+trametinib' })],
    ['a named cohort with an open part', named({ drugs: null })],
    ['a named cohort with what lies below', named({ tumour: ['COADREAD+'] })],
    ['a named cohort with a class', named({ drugs: 'L01FF' })],
    ['a list without a code', within({ tumour: [] })],
    ['a code twice', within({ tumour: ['COAD', 'COAD'] })],
    ['10,000 terms', within({ tumour: Array.from({ length: 10_000 }, (_, at) => `T${at}`) })],
    ['a number for a code', within({ tumour: [12] })],
    ['a member that it does not know', within({ sex: 'F' })],
    ['no object', null],
    ['a list', []],
  ])('refuses %s', (_, given) => {
    expect(() => canonicalise(given as object)).toThrow(code('cohort/bad-definition'))
  })

  it('names near codes', () => {
    expect(() => canonicalise(within({ tumour: ['COADRED+'] }))).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('COADREAD') }),
    )
  })
})

describe('key and hash', () => {
  it('are of the canonical form', () => {
    const canonical = canonicalise(named({}))
    expect(definitionKey(canonical)).toBe('v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib')
    expect(definitionHash(canonical)).toMatch(/^[0-9a-f]{64}$/)
    expect(definitionHash(canonicalise(named({ endpoint: 'control-w16-visit' })))).not.toBe(definitionHash(canonical))
  })

  it('give no key within', () => {
    expect(definitionKey(canonicalise(within({ drugs: 'nivolumab' })))).toBeNull()
    expect(definitionKey(canonicalise({ ...named({}), match: 'within' }))).toBeNull()
  })

  it.each(['v2|PAN|P:MSI:H|nivolumab', 'v1|PAN|P:MSI:H', 'v1|PAN|P:MSI:H|nivolumab|x', 'v1||P:MSI:H|nivolumab'])(
    'refuse %s',
    key => {
      expect(() => definitionOfKey(shipped, key)).toThrow(code('cohort/bad-definition'))
    },
  )
})
