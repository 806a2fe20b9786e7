/** Drugs as a source codes them, and whether a drug is one of the trial's. */
import { normaliseDrugs, unreadDrugs } from '../../../terminology/drugs.ts'
import { type Element, elementsOf, isElement, textOf } from '../element.ts'
import { ATC } from '../systems.ts'
import { codeIn, wordsOf } from './codings.ts'
import type { SourceResource } from './references.ts'
import { isTrialReference, STUDY_EXTENSION } from './study.ts'
import type { SubjectContext, UnreadCode } from './subject.ts'

export interface DrugRead {
  /** INN where the code or the words are known, else the words of the source; null where there are none. */
  readonly name: string | null
  /** Canonical INNs; empty where the drug is not known. */
  readonly inns: readonly string[]
  /** What a person is asked of a drug that is not known; none where its code says that it is no cancer drug. */
  readonly asked: readonly Pick<UnreadCode, 'vocabulary' | 'system' | 'code' | 'reason'>[]
}

/** By the mapping's code, else by ATC, else by words. `medicationReference` leads to a Medication. */
export function drugOf(resource: Element, context: SubjectContext): DrugRead {
  const referenced = context.references.find(resource['medicationReference'])?.resource
  const medication = resource['medicationCodeableConcept'] ?? referenced?.['code']
  if (!isElement(medication)) return { name: null, inns: [], asked: [] }
  const site = context.codes.read('drug', medication)
  const inn = site.kind === 'value' ? site.value : innOfAtc(codeIn(medication, ATC)?.code, context)
  const names = inn === null ? [wordsOf(medication), ...displaysOf(medication)] : [inn]
  for (const name of names) {
    const canonical = name === null ? null : normaliseDrugs(context.terminology.drugs, name).canonical
    if (canonical !== null) return { name, inns: canonical.split('+'), asked: [] }
  }
  const words = names.find(name => name !== null) ?? null
  return { name: words, inns: [], asked: askedOf(medication, words, context) }
}

/** Antineoplastic and immunomodulating agents. */
const CANCER_DRUGS = 'L'

/** Words are easier to decide than a code without words. */
function askedOf(medication: Element, words: string | null, context: SubjectContext): DrugRead['asked'] {
  const atc = codeIn(medication, ATC)?.code
  if (atc !== undefined && !atc.startsWith(CANCER_DRUGS)) return []
  if (words !== null) {
    return unreadDrugs(context.terminology.drugs, words).map(({ text, reason }) => ({
      vocabulary: 'drug',
      system: '',
      code: text,
      reason,
    }))
  }
  const site = context.codes.read('drug', medication)
  const [coding] = site.kind === 'unknown' ? site.codings : []
  if (coding === undefined) return []
  return [{ vocabulary: 'fhir:drug', system: coding.system, code: coding.code, reason: 'drug-unknown' }]
}

function innOfAtc(code: string | undefined, context: SubjectContext): string | null {
  if (code === undefined) return null
  return [...context.terminology.drugs.atc].find(([, atc]) => atc === code)?.[0] ?? null
}

function displaysOf(medication: Element): (string | null)[] {
  return elementsOf(medication, 'coding').map(coding => textOf(coding, 'display') ?? null)
}

/**
 * Whether a drug was given within the trial: the resource says so, or the drug is one of the patient's cohorts. A drug
 * that nobody can read may be either: it is reported and does not count.
 */
export function isStudyDrug(
  source: SourceResource,
  drug: DrugRead,
  cohortDrugs: ReadonlySet<string>,
  context: SubjectContext,
): boolean {
  const stated = elementsOf(source.resource, 'extension').some(
    one => one['url'] === STUDY_EXTENSION && isTrialReference(one['valueReference'], context.rules, context.references),
  )
  if (stated || drug.inns.some(inn => cohortDrugs.has(inn))) return true
  if (drug.inns.length === 0) {
    context.note('unknown-drug', source, 'medication')
    for (const asked of drug.asked) context.ask({ ...asked, origin: source.origin, path: 'medication' })
  }
  return false
}
