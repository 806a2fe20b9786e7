import { existsSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseHandedOver } from '../../app/documents.ts'
import { mappingOf } from '../../app/mappings.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { parseCohortText } from '../../cohort/compact-text.ts'
import { canonicaliseDefinition, definitionOfKey } from '../../cohort/definition.ts'
import { read, readWrittenCohort, type WrittenCohort } from '../../cohort/written-cohort.ts'
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { SiteVocabulary } from '../../terminology/site-vocabulary.ts'

const MAX_CHARACTERS = 65_536

/** COHORT of the command line: a file, `-`, the compact text, or a key v1 as tables print it. */
export async function readCohortArgument(argument: string, stdin: Readable): Promise<CohortDefinition> {
  if (argument === '-') return readDefinition(await text(stdin))
  if (!argument.includes(':') || existsSync(argument)) {
    if (!existsSync(argument)) {
      throw new NodeError('cohort/bad-text', 'this is neither a file nor the text of a cohort', {
        hint: 'Write for example: tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib',
      })
    }
    return readDefinition(readFileSync(argument, 'utf8'))
  }
  const isKey = argument.startsWith('v1|')
  return isKey ? definitionOfKey(terminologyOf(), argument) : parseCohortText(terminologyOf(), argument)
}

/** A or B of `rose cohort explain`: COHORT, a key v1, or a local name read with the words of a trial's mapping. */
export async function readWrittenArgument(
  argument: string,
  stdin: Readable,
  mappingId: string | undefined,
): Promise<WrittenCohort> {
  if (argument === '-') return read(readDefinition(await text(stdin)))
  if (existsSync(argument)) return read(readDefinition(readFileSync(argument, 'utf8')))
  const site = mappingId === undefined ? NO_WORDS : mappingOf(mappingId).siteVocabulary
  return readWrittenCohort(terminologyOf(), site, argument)
}

const NO_WORDS: SiteVocabulary = { declaredTumours: [], tumourWords: [], thresholds: {} }

function readDefinition(json: string): CohortDefinition {
  const value = parseHandedOver(json, {
    what: 'cohort definition',
    code: 'cohort/bad-definition',
    hint: 'It follows schemas/cohort.schema.json; its example shows the form.',
    maxCharacters: MAX_CHARACTERS,
  })
  return canonicaliseDefinition(terminologyOf(), value as CohortDefinition)
}
