/** Cohort definitions: canonical form, key and hash, the same whatever the order in which a definition was written. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { CohortDefinition } from '../model/generated/cohort-definition.ts'
import type { CohortKey } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { readAlteration } from '../terminology/alteration-code.ts'
import { sortedUnique } from '../terminology/fold.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { isTumourCode, panTumour } from '../terminology/tumour-tree.ts'

import { nearCodes } from './near-codes.ts'

type Codes = readonly string[] | null

/**
 * Sorted, each code once, every code known. Throws `cohort/bad-definition` for what is not the schema's shape, and
 * `cohort/unknown-code` for a code that is in no table or not in canonical form.
 */
export function canonicaliseDefinition(terminology: Terminology, definition: CohortDefinition): CohortDefinition {
  const { tumour, alteration, drugs } = definition
  const canonical = {
    schema: 'cohort-definition/1',
    tumour: canonicalCodes(tumour, code => checkTumour(terminology, code)),
    alteration: canonicalCodes(alteration, code => checkAlteration(terminology, code)),
    drugs: drugs === null ? null : canonicalDrugs(terminology, drugs),
  }
  if (canonical.tumour !== null && canonical.tumour.length > 1 && canonical.tumour.includes(panTumour)) {
    throw new NodeError('cohort/bad-definition', 'PAN stands beside other tumours', {
      hint: 'PAN is the pan-tumour cohort: name it alone, or leave the tumour open for any.',
    })
  }
  return checkSchema<CohortDefinition>('urn:prime-rose:cohort-definition/1', canonical, {
    code: 'cohort/bad-definition',
    what: 'the cohort definition',
  })
}

function canonicalCodes(codes: Codes, check: (code: string) => void): string[] | null {
  if (codes === null) return null
  for (const code of codes) check(code)
  return sortedUnique(codes)
}

function canonicalDrugs(terminology: Terminology, drugs: string): string {
  const inns = drugs.split('+')
  for (const inn of inns) {
    if (!terminology.drugs.inns.has(inn)) throw unknownCode('drug', nearCodes(inn, [...terminology.drugs.inns.keys()]))
  }
  return sortedUnique(inns).join('+')
}

function checkTumour(terminology: Terminology, code: string): void {
  if (!isTumourCode(terminology, code)) {
    throw unknownCode('tumour', nearCodes(code, [...terminology.tumours.nodes.keys()]))
  }
}

function checkAlteration({ genes }: Terminology, code: string): void {
  if (readAlteration(genes, code) === null) throw unknownCode('alteration', [])
}

export function unknownCode(part: 'tumour' | 'alteration' | 'drug', near: readonly string[]): NodeError {
  const hint =
    near.length > 0
      ? `Near it: ${near.join(', ')}.`
      : part === 'alteration'
        ? 'Canonical alterations are printed by `rose cohort key`.'
        : `Use a code of mappings/terminology/${part === 'tumour' ? 'tumours' : 'drugs'}.csv.`
  return new NodeError('cohort/unknown-code', `the ${part} of the cohort is not known`, {
    hint,
    detail: { part, near },
  })
}

/** Key v1 of a canonical definition whose three parts are all given, else null. */
export function definitionKey({ tumour, alteration, drugs }: CohortDefinition): CohortKey | null {
  if (tumour === null || alteration === null || drugs === null) return null
  return `v1|${tumour.join(',')}|${alteration.join(',')}|${drugs}` as CohortKey
}

/** The definition that a key stands for, with a null for nothing; canonical only if its key is that key again. */
export function definitionOfKey(terminology: Terminology, key: string): CohortDefinition {
  const [version, tumour = '', alteration = '', drugs = '', ...rest] = key.split('|')
  if (version !== 'v1' || rest.length > 0 || tumour === '' || alteration === '' || drugs === '') {
    throw new NodeError('cohort/bad-definition', 'this is not a cohort key v1', {
      hint: 'A key has the form v1|tumour|alteration|drugs.',
    })
  }
  const definition = {
    schema: 'cohort-definition/1',
    tumour: tumour.split(','),
    alteration: alteration.split(','),
    drugs,
  }
  return canonicaliseDefinition(terminology, definition as unknown as CohortDefinition)
}

/** SHA-256, hex, over the canonical JSON of a canonical definition. */
export function definitionHash(definition: CohortDefinition): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex')
}
