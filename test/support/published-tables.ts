/** Tables for tests, signed by a test key; all numbers are made up. */
import { createHash } from 'node:crypto'
import { cohortTerms } from '../../src/app/cohort-terms.ts'
import type { CohortTerms, PublishedTable } from '../../src/discovery/ports.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { generateKey } from '../../src/trust/keys.ts'

const engineKey = generateKey()

type Cell = NationalTable['cells'][number]

export function aCell(kind: Cell['kind'], code: string, count: Cell['count']): Cell {
  return { denominator: 'treated', kind, code, count }
}

export const KRAS_KEY = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
export const BRAF_KEY = 'v1|MEL|G:HGNC:1097:act!p.Val600|dabrafenib+trametinib'

export const SAMPLE_CELLS: readonly Cell[] = [
  aCell('total', '*', 186),
  aCell('tumour', 'BOWEL', 40),
  aCell('tumour', 'SKIN', 'masked'),
  aCell('drugs', 'sotorasib', 22),
  aCell('drugs', 'dabrafenib+trametinib', 'masked'),
  aCell('cohort', KRAS_KEY, 12),
  aCell('cohort', BRAF_KEY, 'masked'),
]

export function aTable(changes: Partial<NationalTable> = {}): NationalTable {
  return {
    schema: 'national-table/2',
    member: 'impress-norway',
    trialId: 'impress-norway',
    country: 'NO',
    cut: { id: 'cut-0123456789abcdef', cutoff: '2023-10-01' },
    catalogue: { version: '1', sha256: '0'.repeat(64) },
    policy: { version: '1', k: 5 },
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    cells: [...SAMPLE_CELLS],
    ...changes,
  }
}

export async function aPublishedTable(table: NationalTable = aTable()): Promise<PublishedTable> {
  const jws = await signDocument(table, { key: engineKey, typ: 'prime-rose-table+jws' })
  const sha256 = createHash('sha256').update(jws).digest('hex')
  return { table, jws, sha256, publishedAt: '2026-01-01T00:00:00.000Z' }
}

/** The terminology that comes with the program. */
export const sampleTerms: CohortTerms = cohortTerms()

/** Named where the three parts are given, else within. */
export function aDefinition(parts: Partial<Omit<CohortDefinition, 'schema'>> = {}): CohortDefinition {
  const { tumour = null, alteration = null, drugs = null, endpoint = null } = parts
  const isNamed = tumour !== null && alteration !== null && drugs !== null
  return {
    schema: 'cohort/1',
    match: parts.match ?? (isNamed ? 'named' : 'within'),
    tumour,
    alteration,
    drugs,
    endpoint,
  }
}

export const krasColorectal = aDefinition({
  tumour: ['COADREAD'],
  alteration: ['V:HGNC:6407:p.Gly12Cys'],
  drugs: 'sotorasib',
})
