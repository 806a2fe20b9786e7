import { existsSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { terminologyOf } from '../../app/terminology.ts'
import { parseCohortText } from '../../cohort/compact-text.ts'
import { canonicaliseDefinition } from '../../cohort/definition.ts'
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort-definition.ts'
import { checkSchema } from '../../model/validation.ts'

/** COHORT of the command line: a file, `-`, or the compact text. */
export async function readCohortArgument(argument: string, stdin: Readable): Promise<CohortDefinition> {
  const terminology = terminologyOf()
  if (argument === '-') return canonicaliseDefinition(terminology, parseDefinition(await text(stdin)))
  if (!argument.includes(':') || existsSync(argument)) {
    if (!existsSync(argument)) {
      throw new NodeError('cohort/bad-text', 'this is neither a file nor the text of a cohort', {
        hint: 'Write for example: tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib',
      })
    }
    return canonicaliseDefinition(terminology, parseDefinition(readFileSync(argument, 'utf8')))
  }
  return parseCohortText(terminology, argument)
}

function parseDefinition(json: string): CohortDefinition {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new NodeError('cohort/bad-definition', 'the cohort definition is not JSON', {
      hint: 'It follows schemas/cohort-definition.schema.json; its example shows the form.',
    })
  }
  return checkSchema<CohortDefinition>('urn:prime-rose:cohort-definition/1', value, {
    code: 'cohort/bad-definition',
    what: 'the cohort definition',
  })
}
