/** Cohort definitions: canonical form, key and hash, the same whatever the order in which a definition was written. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import type { CohortKey } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { canonicalAlterationWithin, canonicalNamedAlteration } from './alteration-part.ts'
import { canonicalDrugs } from './drug-part.ts'
import { canonicalNamedTumour, canonicalTumourWithin } from './tumour-part.ts'
import { contradiction } from './unknown-code.ts'

/**
 * Sorted, each code once, every code known, nothing said twice. Throws `cohort/bad-definition` for what is not the
 * schema's shape or contradicts itself, and `cohort/unknown-code` for a code that is in no table or not in canonical form.
 */
export function canonicaliseDefinition(terminology: Terminology, given: CohortDefinition): CohortDefinition {
  checkNothingOpen(given)
  // Before any code is looked at, so that nothing below meets more terms, or other types, than a definition may have.
  const definition = checkShape(given)
  const canonical = definition.match === 'named' ? named(terminology, definition) : within(terminology, definition)
  return checkShape(canonical)
}

function checkShape(value: unknown): CohortDefinition {
  return checkSchema<CohortDefinition>('urn:prime-rose:cohort/1', value, {
    code: 'cohort/bad-definition',
    what: 'the cohort definition',
  })
}

/** The schema says it too, in words that help nobody. */
function checkNothingOpen(given: CohortDefinition): void {
  if (given?.match !== 'named') return
  if (given.tumour === null || given.alteration === null || given.drugs === null) {
    throw contradiction(
      'a named cohort has all three parts',
      'Leave a part open with match "within": every treatment that lies within the others.',
    )
  }
}

function named(terminology: Terminology, { tumour, alteration, drugs, endpoint }: CohortDefinition): object {
  return {
    schema: 'cohort/1',
    match: 'named',
    tumour: canonicalNamedTumour(terminology, tumour ?? []),
    alteration: canonicalNamedAlteration(terminology, alteration ?? []),
    drugs: canonicalDrugs(terminology, drugs ?? ''),
    endpoint,
  }
}

function within(terminology: Terminology, { tumour, alteration, drugs, endpoint }: CohortDefinition): object {
  return {
    schema: 'cohort/1',
    match: 'within',
    tumour: tumour === null ? null : canonicalTumourWithin(terminology, tumour),
    alteration: alteration === null ? null : canonicalAlterationWithin(terminology, alteration),
    drugs: drugs === null ? null : canonicalDrugs(terminology, drugs),
    endpoint,
  }
}

/** Key v1 of a canonical named definition, else null. It names the patients; the endpoint is no part of it. */
export function definitionKey({ match, tumour, alteration, drugs }: CohortDefinition): CohortKey | null {
  if (match !== 'named' || tumour === null || alteration === null || drugs === null) return null
  return `v1|${tumour.join(',')}|${alteration.join(',')}|${drugs}` as CohortKey
}

/** The definition that a key stands for, without an endpoint; canonical only if its key is that key again. */
export function definitionOfKey(terminology: Terminology, key: string): CohortDefinition {
  const [version, tumour = '', alteration = '', drugs = '', ...rest] = key.split('|')
  if (version !== 'v1' || rest.length > 0 || tumour === '' || alteration === '' || drugs === '') {
    throw new NodeError('cohort/bad-definition', 'this is not a cohort key v1', {
      hint: 'A key has the form v1|tumour|alteration|drugs.',
    })
  }
  const definition = {
    schema: 'cohort/1',
    match: 'named',
    tumour: tumour.split(','),
    alteration: alteration.split(','),
    drugs,
    endpoint: null,
  }
  return canonicaliseDefinition(terminology, definition as unknown as CohortDefinition)
}

/** SHA-256, hex, over the canonical JSON of a canonical definition. */
export function definitionHash(definition: CohortDefinition): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex')
}
