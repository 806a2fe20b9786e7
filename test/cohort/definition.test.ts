import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicaliseDefinition, definitionHash, definitionKey, definitionOfKey } from '../../src/cohort/definition.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort-definition.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const canonicalise = (definition: object) => canonicaliseDefinition(shipped, definition as CohortDefinition)
const code = (wanted: string) => expect.objectContaining({ code: wanted })
const definition = (parts: object) => ({
  schema: 'cohort-definition/1',
  tumour: null,
  alteration: null,
  drugs: null,
  ...parts,
})

describe('the canonical form of a definition', () => {
  const tumours = fc.uniqueArray(fc.constantFrom('COADREAD', 'NSCLC', 'PAAD', 'CHOL', 'GB'), { minLength: 1 })
  const alterations = fc.uniqueArray(
    fc.constantFrom('V:HGNC:6407:p.Gly12Cys', 'G:HGNC:3430:amp', 'P:MSI:H', 'F:HGNC:427:*', 'E:HGNC:17635:cps@10'),
    { minLength: 1 },
  )
  const drugs = fc.uniqueArray(fc.constantFrom('trametinib', 'dabrafenib', 'trastuzumab-deruxtecan'), { minLength: 1 })
  const parts = fc.record({
    tumour: fc.option(tumours),
    alteration: fc.option(alterations),
    drugs: fc.option(drugs.map(inns => inns.join('+'))),
  })

  it('is idempotent and blind to order', () => {
    fc.assert(
      fc.property(parts, given => {
        const once = canonicalise(definition(given))
        const reversed = {
          tumour: given.tumour?.toReversed() ?? null,
          alteration: given.alteration?.toReversed() ?? null,
          drugs: given.drugs?.split('+').toReversed().join('+') ?? null,
        }
        expect(canonicalise(once)).toEqual(once)
        expect(definitionHash(canonicalise(definition(reversed)))).toBe(definitionHash(once))
        expect(definitionKey(canonicalise(definition(reversed)))).toBe(definitionKey(once))
        const key = definitionKey(once)
        if (key !== null) expect(definitionOfKey(shipped, key)).toEqual(once)
      }),
    )
  })

  it.each([
    ['a tumour', { tumour: ['NOPE'] }],
    ['an alteration of no gene', { alteration: ['G:HGNC:999999:mut'] }],
    ['an alteration in one letter', { alteration: ['V:HGNC:1097:p.V600E'] }],
    ['a number with a zero', { alteration: ['P:TMB:high@10.0'] }],
    ['a pair in the wrong order', { alteration: ['F:HGNC:8033~HGNC:3495'] }],
    ['a drug', { drugs: 'nodrug' }],
  ])('refuses %s that is not known', (_, given) => {
    expect(() => canonicalise(definition(given))).toThrow(code('cohort/unknown-code'))
  })

  it('refuses PAN beside a tumour, and members that it does not know stay out', () => {
    expect(() => canonicalise(definition({ tumour: ['PAN', 'BREAST'] }))).toThrow(code('cohort/bad-definition'))
  })

  it('names near codes', () => {
    expect(() => canonicalise(definition({ tumour: ['COADRED'] }))).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('COADREAD') }),
    )
  })
})

describe('key and hash', () => {
  it('are of the canonical form', () => {
    const canonical = canonicalise(
      definition({ tumour: ['COADREAD'], alteration: ['V:HGNC:6407:p.Gly12Cys'], drugs: 'sotorasib' }),
    )
    expect(definitionKey(canonical)).toBe('v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib')
    expect(definitionHash(canonical)).toBe('40c84c79ff45200efc3f80a038dbd1d9ed6aa0d12d20398c8c166c98ffdb323f')
  })

  it('give no key where a part is open', () => {
    expect(definitionKey(canonicalise(definition({ drugs: 'nivolumab' })))).toBeNull()
  })

  it.each(['v2|PAN|P:MSI:H|nivolumab', 'v1|PAN|P:MSI:H', 'v1|PAN|P:MSI:H|nivolumab|x', 'v1||P:MSI:H|nivolumab'])(
    'refuse %s',
    key => {
      expect(() => definitionOfKey(shipped, key)).toThrow(code('cohort/bad-definition'))
    },
  )
})
