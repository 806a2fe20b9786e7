/** What a member proposes for the next catalogue. It changes nothing by itself. */
import { NodeError } from '../../model/errors.ts'
import type { CatalogueProposal } from '../../model/generated/catalogue-proposal.ts'
import { checkSchema } from '../../model/validation.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { definitionKey, definitionOfKey } from '../definition.ts'
import { explainDefinition } from '../explain.ts'
import type { Catalogue } from './catalogue.ts'
import { checkDesign, checkRegistered } from './draft.ts'

export type { CatalogueProposal } from '../../model/generated/catalogue-proposal.ts'

/** Throws `cohort/bad-proposal`, also for a key that is not canonical or has another label than its own. */
export function parseProposal(terminology: Terminology, json: unknown): CatalogueProposal {
  const proposal = checkSchema<CatalogueProposal>('urn:prime-rose:catalogue-proposal/1', json, {
    code: 'cohort/bad-proposal',
    what: 'the proposal',
  })
  const { change } = proposal
  if (change.kind === 'status') return proposal
  const definition = definitionOfKey(terminology, change.key)
  const isCanonical = definitionKey(definition) === change.key
  // The officers read the label: it may not say other than the key.
  if (isCanonical && change.label === explainDefinition(terminology, definition)) return proposal
  throw new NodeError('cohort/bad-proposal', 'the proposed key is not canonical, or its label says something else', {
    hint: 'Make the proposal with: rose catalogue propose',
  })
}

/** Refuses a cohort that is registered, a change of one that is not, and a design that the catalogue does not list. */
export function checkProposal(catalogue: Catalogue, { change }: CatalogueProposal): void {
  if (change.kind === 'status') {
    checkRegistered(catalogue, change.id, 'cohort/bad-proposal')
    return
  }
  const registered = catalogue.cohorts.find(({ key }) => key === change.key)
  if (registered !== undefined) {
    throw new NodeError('cohort/bad-proposal', `the cohort is registered already as ${registered.id}`, {
      hint: 'Propose its status in your country.',
    })
  }
  checkDesign(catalogue, change.design, 'cohort/bad-proposal')
}
