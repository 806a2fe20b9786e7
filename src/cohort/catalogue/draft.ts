/** The next catalogue: a draft with the next serial, into which cohorts and proposals are written. Signing closes it. */
import { type ErrorCode, NodeError } from '../../model/errors.ts'
import type { CatalogueEmbargo } from '../../model/generated/catalogue.ts'
import type { CatalogueProposal } from '../../model/generated/catalogue-proposal.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import { byCodeUnit } from '../../terminology/fold.ts'
import { normaliserVersion, type Terminology } from '../../terminology/terminology.ts'
import { definitionKey, definitionOfKey } from '../definition.ts'
import type { EndpointCode } from '../endpoints.ts'
import { explainDefinition } from '../explain.ts'
import { type Catalogue, type CatalogueCohort, type CohortStatus, parseCatalogue } from './catalogue.ts'

export interface DraftFacts {
  /** Name of the new version, for people. */
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly issued: string
  readonly validUntil: string
  readonly synthetic: boolean
}

/** All cohorts of the one before, the next serial. */
export function nextDraft(previous: Catalogue, facts: DraftFacts): Catalogue {
  return { ...previous, ...facts, serial: previous.serial + 1 }
}

export interface NewCohort {
  readonly definition: CohortDefinition
  readonly endpoint: EndpointCode
  readonly design: string
  readonly status: Readonly<Record<string, CohortStatus>>
  readonly agreement?: string
  readonly embargo?: CatalogueEmbargo
  /** SHA-256 of the proposal that brings it. */
  readonly proposal?: string
}

/** The draft with one more cohort, under the next free id. Throws `cohort/bad-catalogue` where its key is registered. */
export function addCohort(terminology: Terminology, draft: Catalogue, cohort: NewCohort): Catalogue {
  const key = definitionKey(cohort.definition)
  if (key === null) {
    throw new NodeError('cohort/bad-catalogue', 'only a named cohort can be registered', {
      hint: 'Give all three parts, none of them wider: tumour:CODE alteration:TEXT drug:INN',
    })
  }
  const registered = draft.cohorts.find(one => one.key === key)
  if (registered !== undefined) {
    throw new NodeError('cohort/bad-catalogue', `the cohort is registered already as ${registered.id}`, {
      hint: `Its status and references are changed with: rose catalogue add FILE --id ${registered.id}`,
      detail: { id: registered.id },
    })
  }
  checkDesign(draft, cohort.design, 'cohort/bad-catalogue')
  const added: CatalogueCohort = {
    id: nextId(draft.cohorts),
    key,
    label: explainDefinition(terminology, definitionOfKey(terminology, key)),
    version: 1,
    endpoint: cohort.endpoint,
    design: cohort.design,
    status: { ...cohort.status },
    ...(cohort.agreement === undefined ? {} : { agreement: cohort.agreement }),
    ...(cohort.embargo === undefined ? {} : { embargo: cohort.embargo }),
    ...(cohort.proposal === undefined ? {} : { proposal: cohort.proposal }),
  }
  return checked(terminology, draft, [...draft.cohorts, added])
}

/** Writes a member's proposal into the draft; `sha256` names it. */
export function takeProposal(
  terminology: Terminology,
  draft: Catalogue,
  { proposal, sha256 }: { readonly proposal: CatalogueProposal; readonly sha256: string },
): Catalogue {
  const { change, country } = proposal
  if (change.kind === 'register') {
    return addCohort(terminology, draft, {
      definition: definitionOfKey(terminology, change.key),
      endpoint: change.endpoint,
      design: change.design,
      status: { [country]: change.status },
      proposal: sha256,
    })
  }
  checkRegistered(draft, change.id, 'cohort/bad-proposal')
  return changeCohort(terminology, draft, { id: change.id, status: { [country]: change.status } })
}

export interface CohortChange extends Pick<NewCohort, 'status' | 'agreement' | 'embargo'> {
  readonly id: string
}

/** What officers enter of a cohort that is registered: the status in some countries, and references. */
export function changeCohort(
  terminology: Terminology,
  draft: Catalogue,
  { id, status, ...references }: CohortChange,
): Catalogue {
  checkRegistered(draft, id, 'cohort/bad-catalogue')
  const cohorts = draft.cohorts.map(cohort =>
    cohort.id === id ? { ...cohort, ...references, status: { ...cohort.status, ...status } } : cohort,
  )
  return checked(terminology, draft, cohorts)
}

export function checkRegistered({ cohorts }: Catalogue, id: string, code: ErrorCode): void {
  if (cohorts.some(cohort => cohort.id === id)) return
  throw new NodeError(code, 'no cohort of the catalogue has this id', {
    hint: 'rose catalogue show lists the cohorts with their ids, as PR-0001.',
  })
}

export function checkDesign({ designs }: Catalogue, design: string, code: ErrorCode): void {
  const ids = designs.map(({ id }) => id)
  if (ids.includes(design)) return
  throw new NodeError(code, 'the catalogue lists no such design', {
    hint: `Designs: ${ids.join(', ')}.`,
    detail: { designs: ids },
  })
}

function checked(terminology: Terminology, draft: Catalogue, cohorts: readonly CatalogueCohort[]): Catalogue {
  const codes = { normaliser: normaliserVersion, oncotree: terminology.oncotreeVersion }
  return parseCatalogue(terminology, { ...draft, codes, cohorts: cohorts.toSorted((a, b) => byCodeUnit(a.key, b.key)) })
}

/** `PR-0001`, `PR-0002`, …; a number is never given twice while the register remembers it. */
function nextId(cohorts: readonly CatalogueCohort[]): string {
  const numbers = cohorts.map(({ id }) => Number(id.slice(id.indexOf('-') + 1)))
  const prefix = cohorts[0]?.id.split('-')[0] ?? 'PR'
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`
}
