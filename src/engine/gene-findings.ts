/** Which findings of a data cut are of a gene, and which cohorts state one: by the tables of genes and exons of the program. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FindingDictionary } from '../cohort/measure/finding-dictionary.ts'
import { readAlteration } from '../terminology/alteration-code.ts'
import { parseExons } from '../terminology/exons.ts'
import { parseGenes } from '../terminology/genes.ts'
import { type TableName, terminologyTables } from '../terminology/tables.ts'
import type { Terminology } from '../terminology/terminology.ts'

export type GeneTables = Pick<Terminology, 'genes' | 'exons'>

/** `tables`: folder with `terminology/*.csv`. */
export function readGeneTables(tables: string): GeneTables {
  const texts = Object.fromEntries(
    terminologyTables.map(name => [name, readFileSync(join(tables, 'terminology', `${name}.csv`), 'utf8')]),
  ) as Record<TableName, string>
  return { genes: parseGenes(texts), exons: parseExons(texts) }
}

/**
 * Positions of the findings of each gene that are a certain alteration of it, `G:<gene>:any`; an any-of part only where
 * all of its alternatives are. Fusions and expression are findings of their own.
 */
export function findingsByGene(
  tables: GeneTables,
  findings: readonly string[],
  genes: readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const dictionary = new FindingDictionary(tables, findings)
  return new Map(
    genes.map(gene => {
      const any = readAlteration(tables.genes, `G:${gene}:any`)
      return [gene, any === null ? [] : dictionary.below([any])]
    }),
  )
}
