/**
 * The vocabulary files that a site has from Athena: CONCEPT.csv, and CONCEPT_RELATIONSHIP.csv, CONCEPT_ANCESTOR.csv and
 * VOCABULARY.csv where they are. Tab-separated, one entry a line, no quoting; read line by line, since they are large.
 */
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { NodeError } from '../model/errors.ts'
import { type ConceptLookup, type ConceptRow, lookupOf, VOCABULARIES } from '../projection/omop/concept-lookup.ts'

export interface SiteVocabulary {
  readonly concepts: ConceptLookup
  /** Of VOCABULARY.csv (`v5.0 30-AUG-23`); null where it is not there. */
  readonly version: string | null
}

export async function readConceptFiles(folder: string): Promise<SiteVocabulary> {
  const concepts = new Map<number, ConceptRow>()
  for await (const row of rowsOf(folder, 'CONCEPT.csv', true)) {
    const vocabulary = row.get('vocabulary_id') ?? ''
    if (!VOCABULARIES.has(vocabulary) || row.get('invalid_reason')) continue
    const conceptId = idOf(row.get('concept_id'))
    concepts.set(conceptId, {
      conceptId,
      name: row.get('concept_name') ?? '',
      vocabulary,
      conceptClass: row.get('concept_class_id') ?? '',
      code: row.get('concept_code') ?? '',
      isStandard: row.get('standard_concept') === 'S',
    })
  }
  if (concepts.size === 0) throw badFile('CONCEPT.csv', 'has no concept of the vocabularies that are asked for')
  return {
    concepts: lookupOf({
      concepts: concepts.values(),
      mapsTo: await mapsTo(folder, concepts),
      ancestors: await ancestors(folder, concepts),
    }),
    version: await versionOf(folder),
  }
}

async function mapsTo(folder: string, concepts: ReadonlyMap<number, ConceptRow>): Promise<[number, number][]> {
  const found: [number, number][] = []
  for await (const row of rowsOf(folder, 'CONCEPT_RELATIONSHIP.csv', false)) {
    if (row.get('relationship_id') !== 'Maps to' || row.get('invalid_reason')) continue
    const from = idOf(row.get('concept_id_1'))
    if (concepts.get(from)?.isStandard === false) found.push([from, idOf(row.get('concept_id_2'))])
  }
  return found
}

async function ancestors(folder: string, concepts: ReadonlyMap<number, ConceptRow>): Promise<[number, number][]> {
  const found: [number, number][] = []
  for await (const row of rowsOf(folder, 'CONCEPT_ANCESTOR.csv', false)) {
    const ancestor = idOf(row.get('ancestor_concept_id'))
    if (concepts.get(ancestor)?.conceptClass === 'Ingredient') {
      found.push([ancestor, idOf(row.get('descendant_concept_id'))])
    }
  }
  return found
}

async function versionOf(folder: string): Promise<string | null> {
  for await (const row of rowsOf(folder, 'VOCABULARY.csv', false)) {
    // The vocabulary of vocabularies has the release of the whole download.
    if (row.get('vocabulary_id') === 'None') return (row.get('vocabulary_version') ?? '').slice(0, 20)
  }
  return null
}

async function* rowsOf(folder: string, name: string, required: boolean): AsyncIterable<ReadonlyMap<string, string>> {
  const file = join(folder, name)
  if (!existsSync(file)) {
    if (required) throw badFile(name, 'is not in the folder of --concepts')
    return
  }
  let columns: readonly string[] | null = null
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    const cells = line.split('\t')
    if (columns === null) {
      columns = cells.map(cell =>
        cell
          .replace(/^\ufeff/, '')
          .trim()
          .toLowerCase(),
      )
      continue
    }
    if (line === '') continue
    if (cells.length !== columns.length)
      throw badFile(name, 'has a line that is not as long as its header: it is not whole')
    yield new Map(columns.map((column, at) => [column, cells[at] ?? '']))
  }
}

function idOf(text: string | undefined): number {
  const id = Number(text)
  if (text === undefined || !Number.isSafeInteger(id) || id < 0)
    throw badFile('a vocabulary file', 'has a concept id that is no number')
  return id
}

function badFile(name: string, problem: string): NodeError {
  return new NodeError('omop/bad-vocabulary', `${name} ${problem}`, {
    hint: 'Give the folder of a vocabulary download from Athena, unpacked.',
  })
}
