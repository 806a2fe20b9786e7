import { describe, expect, it } from 'vitest'
import {
  type ConceptMaps,
  checkConceptMaps,
  type Equivalence,
  judge,
  translate,
} from '../../src/terminology/concept-map.ts'
import { readConceptMap } from '../../src/terminology/read-concept-map.ts'
import { reading } from '../mapping/a-mapping.ts'

const ICD10 = 'http://hl7.org/fhir/sid/icd-10'
const ONCOTREE = 'http://oncotree.mskcc.org/fhir/CodeSystem'

type Target = readonly [code: string | null, equivalence: Equivalence, more?: object]

const target = ([code, equivalence, more]: Target) => ({ ...(code === null ? {} : { code }), equivalence, ...more })

/** A map of one group: code to its targets. */
function aMap(elements: Readonly<Record<string, readonly Target[]>>, parts: object = {}, group: object = {}): unknown {
  return {
    resourceType: 'ConceptMap',
    url: 'urn:test:map',
    version: '3',
    status: 'active',
    group: [
      {
        source: ICD10,
        target: ONCOTREE,
        element: Object.entries(elements).map(([code, targets]) => ({ code, target: targets.map(target) })),
        ...group,
      },
    ],
    ...parts,
  }
}

function maps(...files: readonly unknown[]): ConceptMaps {
  const read = files.map(readConceptMap)
  return new Map(read.map(map => [map.url, map]))
}

const translated = (file: unknown, code: string, system: string | null = ICD10) =>
  translate(maps(file), 'urn:test:map', { system, code })
const verdict = (targets: readonly Target[], rollUp = false) =>
  judge(translated(aMap({ 'C22.1': targets }), 'C22.1'), { rollUp })

describe('$translate', () => {
  it('finds the targets of a code, with their system and the version of the map', () => {
    expect(translated(aMap({ 'C22.1': [['IHCH', 'equivalent']] }), 'C22.1')).toEqual({
      result: true,
      matches: [
        {
          code: 'IHCH',
          display: null,
          equivalence: 'equivalent',
          isConditional: false,
          system: ONCOTREE,
          map: 'urn:test:map|3',
        },
      ],
      fixed: null,
    })
  })

  it.each<[Equivalence, boolean]>([
    ['relatedto', true],
    ['equivalent', true],
    ['equal', true],
    ['wider', true],
    ['subsumes', true],
    ['narrower', true],
    ['specializes', true],
    ['inexact', true],
    ['unmatched', false],
    ['disjoint', false],
  ])('%s alone: the result is %s', (equivalence, result) => {
    const code = equivalence === 'unmatched' ? null : 'X'
    expect(translated(aMap({ a: [[code, equivalence]] }), 'a').result).toBe(result)
  })

  it('keeps to the code system of the group, unless none is asked for', () => {
    const file = aMap({ 'C22.1': [['IHCH', 'equal']] })
    expect(translated(file, 'C22.1', 'http://snomed.info/sct').result).toBe(false)
    expect(translated(file, 'C22.1', null).result).toBe(true)
    expect(translated(file, 'c22.1').result).toBe(false)
  })

  it('answers what a group fixes for a code that it does not hold, and nothing for one that it holds', () => {
    const file = aMap({ a: [['X', 'equal']] }, {}, { unmapped: { mode: 'fixed', code: 'tumour-unknown' } })
    expect(translated(file, 'zzz')).toEqual({ result: false, matches: [], fixed: 'tumour-unknown' })
    expect(translated(file, 'a').fixed).toBeNull()
  })

  it('asks the map that a group names for a code that it does not hold', () => {
    const other = aMap({ b: [['Y', 'equal']] }, { url: 'urn:test:other', version: '1' })
    const first = aMap({ a: [['X', 'equal']] }, {}, { unmapped: { mode: 'other-map', url: 'urn:test:other' } })
    const found = translate(maps(first, other), 'urn:test:map', { system: ICD10, code: 'b' })
    expect(found.matches).toMatchObject([{ code: 'Y', map: 'urn:test:other|1' }])
  })

  it('ends where maps point to each other', () => {
    const point = (url: string, to: string) => aMap({}, { url }, { unmapped: { mode: 'other-map', url: to } })
    const circle = maps(point('urn:test:map', 'urn:b'), point('urn:b', 'urn:c'), point('urn:c', 'urn:test:map'))
    expect(translate(circle, 'urn:test:map', { system: ICD10, code: 'x' })).toMatchObject({
      result: false,
      matches: [],
    })
    expect(() => checkConceptMaps(circle)).toThrow(expect.objectContaining({ code: 'terminology/bad-map' }))
  })

  it('is refused where a map points to one that is not there', () => {
    const alone = maps(aMap({}, {}, { unmapped: { mode: 'other-map', url: 'urn:gone' } }))
    expect(() => checkConceptMaps(alone)).toThrow(expect.objectContaining({ code: 'terminology/bad-map' }))
  })
})

describe('what is taken without a person', () => {
  it.each<[string, readonly Target[], boolean, string]>([
    ['equal', [['X', 'equal']], false, 'accepted X'],
    ['equivalent', [['X', 'equivalent']], false, 'accepted X'],
    ['wider, for a node to roll up to', [['X', 'wider']], true, 'accepted X'],
    ['wider, elsewhere', [['X', 'wider']], false, 'review not-exact'],
    ['narrower', [['X', 'narrower']], true, 'review not-exact'],
    ['inexact', [['X', 'inexact']], true, 'review not-exact'],
    ['relatedto', [['X', 'relatedto']], true, 'review not-exact'],
    ['specializes', [['X', 'specializes']], true, 'review not-exact'],
    ['subsumes', [['X', 'subsumes']], true, 'review not-exact'],
    [
      'two that are equal',
      [
        ['X', 'equal'],
        ['Y', 'equal'],
      ],
      false,
      'review several-targets',
    ],
    [
      'equal beside wider',
      [
        ['X', 'equal'],
        ['Y', 'wider'],
      ],
      true,
      'review several-targets',
    ],
    [
      'equal beside wider, where wider is none',
      [
        ['X', 'equal'],
        ['Y', 'wider'],
      ],
      false,
      'accepted X',
    ],
    [
      'equal beside disjoint',
      [
        ['X', 'equal'],
        ['Y', 'disjoint'],
      ],
      false,
      'accepted X',
    ],
    [
      'one twice',
      [
        ['X', 'equal'],
        ['X', 'equivalent'],
      ],
      false,
      'accepted X',
    ],
    ['unmatched', [[null, 'unmatched']], false, 'no-target'],
    ['disjoint', [['X', 'disjoint']], false, 'no-target'],
    [
      'one that depends on other facts',
      [['X', 'equal', { dependsOn: [{ property: 'p', value: 'v' }] }]],
      false,
      'review conditional',
    ],
    [
      'one that brings further facts',
      [['X', 'equal', { product: [{ property: 'p', value: 'v' }] }]],
      false,
      'review conditional',
    ],
    ['no target at all', [], false, 'review unmapped'],
  ])('%s', (_, targets, rollUp, expected) => {
    const found = verdict(targets, rollUp)
    const said =
      found.status === 'accepted'
        ? `accepted ${found.code}`
        : found.status === 'review'
          ? `review ${found.reason}`
          : found.status
    expect(said).toBe(expected)
  })

  it('is nothing for a code that no map holds, fixed or not', () => {
    const file = aMap({}, {}, { unmapped: { mode: 'fixed', code: 'tumour-unknown' } })
    expect(judge(translated(file, 'x'), { rollUp: true })).toMatchObject({ status: 'review', reason: 'unmapped' })
  })
})

describe('a code map', () => {
  it.each<[string, unknown]>([
    ['no object', 'map'],
    ['another resource', { ...(aMap({}) as object), resourceType: 'ValueSet' }],
    ['no URL', { ...(aMap({}) as object), url: undefined }],
    ['a member that changes its meaning', aMap({}, { modifierExtension: [] })],
    [
      'a relationship of R5',
      aMap({}, { group: [{ element: [{ code: 'a', target: [{ code: 'X', relationship: 'equivalent' }] }] }] }),
    ],
    [
      'an equivalence that R4 does not have',
      aMap({}, { group: [{ element: [{ code: 'a', target: [{ code: 'X', equivalence: 'same' }] }] }] }),
    ],
    [
      'a target without a code',
      aMap({}, { group: [{ element: [{ code: 'a', target: [{ equivalence: 'equal' }] }] }] }),
    ],
    ['a code twice', aMap({}, { group: [{ element: [{ code: 'a' }, { code: 'a' }] }] })],
    ['the code as it was provided for what it does not hold', aMap({}, {}, { unmapped: { mode: 'provided' } })],
  ])('is refused with %s', (_, file) => {
    expect(() => readConceptMap(file)).toThrow(expect.objectContaining({ code: 'terminology/bad-map' }))
  })
})

describe('a code read through a map', () => {
  const file = aMap({
    'C22.1': [['IHCH', 'equivalent']],
    C22: [['LIVER', 'wider']],
    C80: [['CUP', 'inexact']],
    Z00: [[null, 'unmatched']],
  })
  const read = (code: string, rollUp = false) =>
    reading(
      { read: 'concept', column: 'ICD', map: 'tumours', system: ICD10, rollUp },
      { ICD: code },
      {},
      new Map([['tumours', file]]),
    )

  it('is its target, or null with an unmapped-code where a person has to look', () => {
    expect(read(' C22.1 ')).toEqual({ value: 'IHCH', problems: [] })
    expect(read('C22', true)).toEqual({ value: 'LIVER', problems: [] })
    expect(read('C22')).toEqual({ value: null, problems: ['unmapped-code ICD'] })
    expect(read('C80', true)).toEqual({ value: null, problems: ['unmapped-code ICD'] })
    expect(read('C99')).toEqual({ value: null, problems: ['unmapped-code ICD'] })
  })

  it('is null and no problem where the map says that there is no target, or the cell is empty', () => {
    expect(read('Z00')).toEqual({ value: null, problems: [] })
    expect(read('')).toEqual({ value: null, problems: [] })
  })
})
