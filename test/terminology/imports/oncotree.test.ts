import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCohortName } from '../../../src/terminology/cohort-name.ts'
import { normalise } from '../../../src/terminology/normalise.ts'
import type { SiteVocabulary } from '../../../src/terminology/site-vocabulary.ts'
import type { Terminology } from '../../../src/terminology/terminology.ts'
import { pathOf } from '../../../src/terminology/tumour-tree.ts'
import { inShort, shipped } from '../shipped-terminology.ts'
import { badFile, imported, withImports } from './imported.ts'
import { type OncotreeNode, oncotreeList, oncotreeTree } from './official-files.ts'

const asText = (list: readonly OncotreeNode[]) => JSON.stringify(oncotreeTree(list))
const list = () => oncotreeList(shipped)
const nodeOf = (nodes: OncotreeNode[], code: string): OncotreeNode => {
  const found = nodes.find(node => node.code === code)
  if (found === undefined) throw new Error(`no ${code}`)
  return found
}
const tumour = (terminology: Terminology, request: object) =>
  inShort(normalise(terminology, { part: 'tumour', ...request }))

describe('an OncoTree file', () => {
  it('is read as a tree and as a list, with the same result', () => {
    const fromTree = imported('oncotree', asText(list())).content
    const fromList = imported('oncotree', JSON.stringify(list())).content
    const sorted = (content: object) =>
      JSON.stringify(Object.values(content).map(part => [...part].map(one => JSON.stringify(one)).sort()))
    expect(sorted(fromTree)).toBe(sorted(fromList))
  })

  it('names its release, or the file does', () => {
    expect(imported('oncotree', asText(list()), '2025-10-03').version).toBe('2025-10-03')
    expect(() => imported('hgnc', 'x', 'not a release!')).toThrow(
      expect.objectContaining({ code: 'terminology/bad-file' }),
    )
  })

  it('that was cut off is refused', () => {
    expect(() => imported('oncotree', asText(list()).slice(0, -100))).toThrow(badFile(/not whole JSON/))
    const withoutTissue = list().filter(node => node.code !== 'LUNG' && node.parent !== 'LUNG')
    expect(() => imported('oncotree', JSON.stringify(withoutTissue))).toThrow(
      badFile(/is missing, so the file is not whole/),
    )
    const orphan = list().filter(node => node.code !== 'NSCLC')
    expect(() => imported('oncotree', JSON.stringify(orphan))).toThrow(badFile(/the parent of \w+ is missing/))
  })

  it('with a circle, a code twice, or two opinions on a parent is refused', () => {
    const circle = list()
    nodeOf(circle, 'NSCLC').parent = 'LUAD'
    expect(() => imported('oncotree', JSON.stringify(circle))).toThrow(badFile(/lies below itself/))
    expect(() => imported('oncotree', JSON.stringify([...list(), nodeOf(list(), 'LUAD')]))).toThrow(
      badFile(/LUAD stands twice/),
    )
    const torn = asText(list())
      .replace('"code":"LUAD"', '"code":"LUAD","parent":"BREAST"')
      .replace('"parent":"NSCLC","history"', '"parent":"BREAST","history"')
    expect(() => imported('oncotree', torn)).toThrow(badFile(/another parent|cannot be read/))
  })

  it('leaves out a code that no cohort key can hold, and what lies below it moves up', () => {
    const odd = [
      ...list(),
      { code: 'MDS/MPN', name: 'Both', parent: 'MNM', history: [], precursors: [], revocations: [] },
      { code: 'BELOW', name: 'Below', parent: 'MDS/MPN', history: [], precursors: [], revocations: [] },
    ]
    const read = imported('oncotree', JSON.stringify(odd))
    expect(read.leftOut).toEqual([{ reason: expect.stringContaining('cannot hold'), count: 1 }])
    expect(pathOf(withImports(read), 'BELOW').slice(0, 2)).toEqual(['BELOW', 'MNM'])
  })
})

describe('after an import of the same release', () => {
  it('a tumour that the subset lacks is known, and the curated words stay', () => {
    const more = [...list(), { ...nodeOf(list(), 'LUAD'), code: 'LXYZ', name: 'Lung Something Rare' }]
    const terminology = withImports(imported('oncotree', JSON.stringify(more), shipped.oncotreeVersion))
    expect(tumour(shipped, { text: 'Lung Something Rare' })).toBe('review tumour-unknown')
    expect(tumour(terminology, { text: 'Lung Something Rare' })).toBe('LXYZ')
    expect(tumour(terminology, { icd10: 'C34.9', text: 'Lung Cancer: Non-Small Cell' })).toBe('NSCLC')
  })
})

describe('after an import of another release', () => {
  const site: SiteVocabulary = {
    declaredTumours: ['COADREAD', 'CHOL'],
    tumourWords: [
      { tumour: 'COADREAD', concept: null, words: ['tykktarm'] },
      { tumour: 'CHOL', concept: null, words: ['gallegang'] },
    ],
    thresholds: {},
  }
  const facts = {
    targetMutation: null,
    targetName: null,
    geneMutation: null,
    icd10: null,
    tumourPick: null,
    tumourShort: null,
    drugs: [],
  }
  const changed = list()
    // CHOL bears a new name, COADREAD was taken back, PAAD went into another node.
    .map(node => ({
      ...node,
      parent: node.parent === 'CHOL' ? 'CHOLX' : node.parent === 'COADREAD' ? 'COLX' : node.parent,
    }))
    .map(node => (node.code === 'CHOL' ? { ...node, code: 'CHOLX', history: ['CHOL'] } : node))
    .map(node => (node.code === 'COADREAD' ? { ...node, code: 'COLX', revocations: ['COADREAD'] } : node))
    .map(node => (node.code === 'PAAD' ? { ...node, precursors: ['PAAD'] } : node))
  const terminology = withImports(imported('oncotree', JSON.stringify(changed), '2030-01-01'))

  it('says its release', () => {
    expect([shipped.oncotreeVersion, terminology.oncotreeVersion]).toEqual(['2025-10-03', '2030-01-01'])
  })

  it('a code of history is taken over, in words, ICD-10, records and mappings', () => {
    expect(tumour(terminology, { text: 'cholangiocarcinoma' })).toBe('CHOLX')
    expect(tumour(terminology, { icd10: 'C22.1' })).toBe('IHCH')
    expect(normalise(terminology, { part: 'tumour', sourceCode: 'CHOL' })).toMatchObject({
      canonical: 'CHOLX',
      warnings: ['oncotree-history'],
    })
    expect(readCohortName(terminology, site, 'HER2exp/gallegang/Herceptin', facts).key).toBe(
      'v1|CHOLX|E:HGNC:3430:pos|trastuzumab',
    )
  })

  it('what was revoked or went into another node is for a person to say, wherever it stands', () => {
    expect(tumour(shipped, { text: 'colorectal cancer' })).toBe('COADREAD')
    expect(tumour(terminology, { text: 'colorectal cancer' })).toBe('review oncotree-version')
    expect(tumour(terminology, { sourceCode: 'COADREAD' })).toBe('review oncotree-version')
    expect(tumour(terminology, { sourceCode: 'PAAD' })).toBe('review oncotree-version')
    expect(tumour(terminology, { icd10: 'C25.0', icdo3Morphology: '8500/3' })).toBe('review oncotree-version')
    expect(readCohortName(terminology, site, 'HER2exp/tykktarm/Herceptin', facts)).toMatchObject({
      key: null,
      problems: ['unknown-tumour'],
    })
  })

  it('an ICD-10 code whose node went away supports no node, not the one above by its first letters', () => {
    expect(tumour(shipped, { icd10: 'C20' })).not.toMatch(/^review/)
    const without = withImports(
      imported(
        'oncotree',
        JSON.stringify(
          list().map(node =>
            node.code === tumour(shipped, { icd10: 'C20' }) ? { ...node, revocations: [node.code] } : node,
          ),
        ),
        '2030-01-01',
      ),
    )
    expect(tumour(without, { icd10: 'C20' })).toBe('review tumour-unknown')
    expect(normalise(without, { part: 'tumour', icd10: 'C20', text: 'cholangiocarcinoma' })).toMatchObject({
      canonical: 'CHOL',
      warnings: ['tumour-code-unmapped'],
    })
  })
})

// The whole official tree is not part of the project; where a copy lies beside it, it is imported.
const official = join(import.meta.dirname, '../../../../shared/data/oncotree/oncotree_2025_10_03.json')
if (existsSync(official)) {
  describe('the official tree that lies beside the project', () => {
    const read = imported('oncotree', readFileSync(official, 'utf8'), '2025-10-03')
    const terminology = withImports(read)

    it('is taken whole but for the two codes that no key can hold', () => {
      expect(terminology.tumours.nodes.size).toBe(895)
      expect(read.leftOut).toEqual([{ reason: expect.any(String), count: 2 }])
    })

    it('has the roll-ups and former codes that the reference names', () => {
      expect(pathOf(terminology, 'LUAD')).toEqual(['LUAD', 'NSCLC', 'LUNG'])
      expect(pathOf(terminology, 'IHCH')).toEqual(['IHCH', 'CHOL', 'IPN', 'BILIARY_TRACT'])
      expect(tumour(terminology, { sourceCode: 'GBM' })).toBe('review oncotree-version')
      expect(tumour(terminology, { sourceCode: 'PTCLNOS' })).toBe('PTCL')
      expect(tumour(terminology, { sourceCode: 'PTCL' })).toBe('review oncotree-version')
    })

    it('has all codes of the curated subset, with the same parents', () => {
      for (const code of shipped.tumours.nodes.keys()) expect(pathOf(terminology, code)).toEqual(pathOf(shipped, code))
    })
  })
}
