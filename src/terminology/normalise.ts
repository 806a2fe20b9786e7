/** The one entry of the normaliser: a part of a cohort key, or the whole key, as text -> canonical form. */
import { type Context, isRead, readAlterationText } from './alteration.ts'
import { writeAlterations } from './alteration-code.ts'
import { type Normalised, ok } from './answer.ts'
import { normaliseDrugs } from './drugs.ts'
import { normaliseGene } from './genes.ts'
import type { ThresholdOf } from './profiles.ts'
import { type AlterationLevel, alterationLevels, rollUpAlteration } from './roll-up.ts'
import { readNameParts } from './split-name.ts'
import type { Terminology } from './terminology.ts'
import { normaliseTumour, rollUpTumour, type TumourRequest } from './tumour.ts'
import { isTumourCode } from './tumour-tree.ts'

/** A tumour code, or a level of alterations. */
export type RollUpTo = string

export type NormaliseRequest = { readonly rollUpTo?: RollUpTo } & (
  | { readonly part: 'gene' | 'drugs'; readonly text: string }
  | { readonly part: 'alteration'; readonly text: string; readonly context: Context }
  | ({ readonly part: 'tumour' } & TumourRequest)
  /** A local cohort name; always read in selector context. */
  | { readonly part: 'key'; readonly text: string }
  | KeyParts
)

export interface KeyParts {
  readonly part: 'key'
  readonly context: Context
  readonly tumour: TumourRequest
  readonly alteration: string
  readonly drugs: string
}

export function isAlterationLevel(text: string): text is AlterationLevel {
  return alterationLevels.some(level => level === text)
}

const noThreshold: ThresholdOf = () => null

/** Reads text only; which cut-offs a trial declares is known to `readCohortName`. */
export function normalise(terminology: Terminology, request: NormaliseRequest): Normalised {
  const { rollUpTo } = request
  switch (request.part) {
    case 'gene':
      return normaliseGene(terminology.genes, request.text)
    case 'drugs':
      return normaliseDrugs(terminology.drugs, request.text)
    case 'alteration':
      return normaliseAlteration(terminology, request.text, { context: request.context, rollUpTo })
    case 'tumour':
      return tumourAtLevel(terminology, request, rollUpTo)
    case 'key':
      return 'text' in request
        ? normaliseName(terminology, request.text, rollUpTo)
        : joinKey(normaliseParts(terminology, request, rollUpTo))
  }
}

export interface AlterationOptions {
  readonly context: Context
  readonly rollUpTo?: RollUpTo | undefined
  readonly thresholdOf?: ThresholdOf
}

export function normaliseAlteration(terminology: Terminology, text: string, options: AlterationOptions): Normalised {
  const { context, rollUpTo, thresholdOf = noThreshold } = options
  const read = readAlterationText(terminology, text, { context, thresholdOf })
  if (!isRead(read)) return read
  const canonical = writeAlterations(read)
  if (rollUpTo === undefined || !isAlterationLevel(rollUpTo)) return ok(canonical)
  const rolled = read.map(code => rollUpAlteration(terminology.exons, code, rollUpTo) ?? code)
  const reached = read.every(code => rollUpAlteration(terminology.exons, code, rollUpTo) !== null)
  return { ...ok(writeAlterations(rolled), reached ? [] : ['roll-up-not-reached']), beforeRollUp: canonical }
}

function tumourAtLevel(terminology: Terminology, request: TumourRequest, rollUpTo: RollUpTo | undefined): Normalised {
  const answer = normaliseTumour(terminology, request)
  const isLevel = rollUpTo !== undefined && isTumourCode(terminology, rollUpTo)
  return isLevel ? rollUpTumour(terminology, answer, rollUpTo) : answer
}

export interface NormalisedParts {
  readonly tumour: Normalised
  readonly alteration: Normalised
  readonly drugs: Normalised
}

function normaliseName(terminology: Terminology, text: string, rollUpTo: RollUpTo | undefined): Normalised {
  const parts = readNameParts(terminology.genes, text)
  if (!('biomarker' in parts)) return parts
  const { biomarker: alteration, tumour, drugs } = parts
  const request: KeyParts = { part: 'key', context: 'selector', tumour: { text: tumour }, alteration, drugs }
  return joinKey(normaliseParts(terminology, request, rollUpTo))
}

function normaliseParts(terminology: Terminology, request: KeyParts, rollUpTo: RollUpTo | undefined): NormalisedParts {
  return {
    tumour: tumourAtLevel(terminology, request.tumour, rollUpTo),
    alteration: normaliseAlteration(terminology, request.alteration, { context: request.context, rollUpTo }),
    drugs: normaliseDrugs(terminology.drugs, request.drugs),
  }
}

/** A key with any part under review is not formed. */
export function joinKey({ tumour, alteration, drugs }: NormalisedParts): Normalised {
  const parts = [tumour, alteration, drugs]
  const warnings = [...new Set(parts.flatMap(part => part.warnings))]
  if (parts.every(part => part.canonical !== null)) {
    const key = ['v1', ...parts.map(part => part.canonical)].join('|')
    const rolled = parts.some(part => part.beforeRollUp !== undefined)
    const before = ['v1', ...parts.map(part => part.beforeRollUp ?? part.canonical)].join('|')
    return { ...ok(key, warnings), ...(rolled ? { beforeRollUp: before } : {}) }
  }
  return {
    status: parts.some(part => part.status === 'reject') ? 'reject' : 'review',
    canonical: null,
    codes: [...new Set(parts.flatMap(part => part.codes))],
    warnings,
    proposals: parts.flatMap(part => part.proposals),
  }
}
