import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerKeyLine } from '../../../src/cohort/key-lines.ts'
import { shipped } from '../shipped-terminology.ts'
import { imported, withImports } from './imported.ts'
import { ATC, hgncGenes, hgncTsv, icd10Csv, icd10Rows, oncotreeList } from './official-files.ts'

const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../../vectors/cohort-key.json'), 'utf8')) as {
  vectors: { request: object; answer: object }[]
}

describe('the worked examples', () => {
  it('are answered alike with whole official files of the same release', () => {
    // Former codes stand at the nodes of an official tree; here they are those of the curated table.
    const tree = oncotreeList(shipped).map(node => ({
      ...node,
      history: formerOf(node.code, 'history'),
      precursors: formerOf(node.code, 'precursor'),
      revocations: formerOf(node.code, 'revocation'),
    }))
    const terminology = withImports(
      imported('oncotree', JSON.stringify(tree), shipped.oncotreeVersion),
      imported('hgnc', hgncTsv(hgncGenes(shipped))),
      imported('atc', ATC),
      imported('icd10', icd10Csv(everyIcd10())),
    )
    for (const { request, answer } of vectors) {
      expect(answerKeyLine(terminology, JSON.stringify(request))).toEqual(answer)
    }
  })
})

function formerOf(code: string, kind: string): string[] {
  return [...shipped.tumours.former].flatMap(([former, entries]) =>
    entries.some(entry => entry.code === code && entry.kind === kind) ? [former] : [],
  )
}

/** The list with the subcategories that the examples use, as the official one has them. */
function everyIcd10(): [string, string][] {
  const rows = icd10Rows(shipped)
  const used = [...JSON.stringify(vectors).matchAll(/\b([CD]\d\d\.\d)/g)].map(found => found[1] ?? '')
  const missing = [...new Set(used)].filter(code => !rows.some(([listed]) => listed === code))
  return [...rows, ...missing.map((code): [string, string] => [code, `title of ${code}`])]
}
