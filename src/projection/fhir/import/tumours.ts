/** Tumours: Conditions of cancer, with what separate Observations say of histology and OncoTree. */
import type { Tumour } from '../../../model/generated/common-record.ts'
import { foldTumour } from '../../../terminology/fold.ts'
import { readTumourText } from '../../../terminology/tumour-text.ts'
import { type Element, elementAt, elementsOf } from '../element.ts'
import { HISTOLOGY, ICD10, ICDO3, LOINC, MCODE, ONCOTREE, SNOMED } from '../systems.ts'
import { codeIn, codingsOf, hasCode, type SourceCoding, withoutTag, wordsOf } from './codings.ts'
import { dateOf } from './dates.ts'
import type { SourceResource } from './references.ts'
import { extensionValue, ofType, readCode, type SubjectContext } from './subject.ts'

const ASSERTED = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate'
const RELATED = `${MCODE}mcode-related-condition`
const PRIMARY_PROFILE = `${MCODE}mcode-primary-cancer-condition`
const SECONDARY_PROFILE = `${MCODE}mcode-secondary-cancer-condition`
/** Profiles of cancer diagnoses in the German oncology and molecular tumour board modules. */
const GERMAN_DIAGNOSIS = /\/mii-pr-(?:onko|mtb)-diagnose/
const METASTASIS: readonly string[] = ['128462008']
/** What a metastasis without a code of ICD-10 is at least: secondary, of a site that is not stated. */
const METASTASIS_ICD10 = 'C79.9'
const SECONDARY_SITE = /^C7[789]/
const CANCER_ICD10 = /^(?:C\d\d|D0\d|D3[2-9]|D4[0-8])/
const HISTOLOGY_CODES: readonly string[] = ['31206-6', '59847-4', '77753-2']
const MORPHOLOGY = /^\d{4}\/[0-9]$/
const RULED_OUT: ReadonlySet<string> = new Set(['refuted', 'entered-in-error'])

export function tumoursOf(context: SubjectContext): Tumour[] {
  const stated = ofType(context, 'Condition').filter(isStated)
  const conditions = stated.filter(source => isCancer(source, context))
  if (conditions.length === 0) askWhatTheyAre(stated, context)
  return conditions.map(source => tumourOf(source, context, conditions.length === 1))
}

function isStated({ resource }: SourceResource): boolean {
  return !codingsOf(resource['verificationStatus']).some(({ code }) => RULED_OUT.has(code))
}

/** Of a patient without a tumour: conditions whose codes tell nobody here whether they are one. ICD-10 always tells. */
function askWhatTheyAre(conditions: readonly SourceResource[], context: SubjectContext): void {
  for (const source of conditions) {
    const { code } = source.resource
    if (codeIn(code, ICD10) === undefined) readCode(context, 'tumour', code, { source, path: 'code' })
  }
}

function isCancer({ resource }: SourceResource, context: SubjectContext): boolean {
  if (context.codes.read('tumour', resource['code']).kind === 'value') return true
  const profiles = elementAt(resource, 'meta')['profile']
  const claims = Array.isArray(profiles) ? profiles.map(profile => String(profile).replace(/\|.*$/, '')) : []
  const codings = codingsOf(resource['code'])
  return (
    claims.some(claim => claim === PRIMARY_PROFILE || claim === SECONDARY_PROFILE || GERMAN_DIAGNOSIS.test(claim)) ||
    codings.some(
      ({ system, code }) => system === ONCOTREE || system === ICDO3 || (system === ICD10 && CANCER_ICD10.test(code)),
    ) ||
    codings.some(({ system, code }) => system === SNOMED && METASTASIS.includes(code)) ||
    extensionValue(resource, HISTOLOGY, 'valueCodeableConcept') !== undefined
  )
}

function tumourOf(source: SourceResource, context: SubjectContext, isOnly: boolean): Tumour {
  const { resource } = source
  const codings = codingsOf(resource['code'])
  const sites = elementsOf(resource, 'bodySite').flatMap(codingsOf)
  const observed = observationsOf(source, context, isOnly)
  const metastasis = isMetastasis(resource, codings)
  const decided = decidedNode(resource, context)
  const histologies = [extensionValue(resource, HISTOLOGY, 'valueCodeableConcept'), ...observed.histology]
  return {
    origin: source.origin,
    key: source.key,
    primary: metastasis ? false : null,
    sourceCodes: [...codings, ...sites, ...histologies.flatMap(codingsOf)]
      .filter(({ system, code }) => system !== '' && code !== '')
      .map(({ system, code, display }) => ({ system, code, display })),
    // What the code was decided to mean, its words mean too.
    text: decided === null ? tumourWords(resource['code'], context) : null,
    icd10: codeIn(resource['code'], ICD10)?.code ?? (metastasis ? METASTASIS_ICD10 : null),
    icdo3Topography: topographyOf([...codings, ...sites]),
    icdo3Morphology: morphologyOf(source, histologies, codings, context),
    oncotree:
      decided ??
      ([...codings, ...observed.oncotree.flatMap(codingsOf)].find(({ system }) => system === ONCOTREE)?.code || null),
    stage: stageOf(resource),
    diagnosed:
      dateOf(extensionValue(resource, ASSERTED, 'valueDateTime')) ??
      dateOf(resource['onsetDateTime']) ??
      dateOf(resource['recordedDate']),
  }
}

/** The title of a code says what its code says: where nobody can read it, the code speaks alone. */
function tumourWords(code: unknown, { terminology }: SubjectContext): string | null {
  const words = wordsOf(code)
  const titles = codingsOf(code).flatMap(({ system, display }) =>
    system === ICD10 && display ? [withoutTag(display)] : [],
  )
  if (words === null || !titles.includes(words)) return words
  return readTumourText(terminology, words).kind === 'unknown' ? null : words
}

/** By the site's own codes, or what people decided. */
function decidedNode(resource: Element, context: SubjectContext): string | null {
  const read = context.codes.read('tumour', resource['code'])
  return read.kind === 'value' ? read.value : null
}

/** A metastasis never becomes the cohort's tumour. */
function isMetastasis(resource: Element, codings: readonly SourceCoding[]): boolean {
  const profiles = elementAt(resource, 'meta')['profile']
  return (
    (Array.isArray(profiles) && profiles.some(profile => String(profile).startsWith(SECONDARY_PROFILE))) ||
    codings.some(({ system, code }) => system === ICD10 && SECONDARY_SITE.test(code)) ||
    codings.some(({ system, code }) => system === SNOMED && METASTASIS.includes(code)) ||
    codings.some(({ display }) => /^(?:secondary|metastatic) malignant neoplasm/i.test(display ?? ''))
  )
}

/** Observations of histology and OncoTree belong to the condition that they name, or to the only one. */
function observationsOf(condition: SourceResource, context: SubjectContext, isOnly: boolean) {
  const observations = ofType(context, 'Observation').filter(({ resource }) => {
    const named = [...elementsOf(resource, 'focus'), extensionValue(resource, RELATED, 'valueReference')]
      .map(reference => context.references.find(reference))
      .filter(found => found?.type === 'Condition')
    return named.length === 0 ? isOnly : named.includes(condition)
  })
  const valuesOf = (wanted: (value: unknown, resource: Element) => boolean) =>
    observations
      .filter(({ resource }) => wanted(resource['valueCodeableConcept'], resource))
      .map(({ resource }) => resource['valueCodeableConcept'])
  return {
    histology: valuesOf((_, resource) => hasCode(resource['code'], LOINC, HISTOLOGY_CODES)),
    // The German module files OncoTree under the code of a grade: it is known by the system of its value.
    oncotree: valuesOf(value => codeIn(value, ONCOTREE) !== undefined),
  }
}

function topographyOf(codings: readonly SourceCoding[]): string | null {
  return codings.find(({ system, code }) => system === ICDO3 && /^C\d\d(?:\.\d)?$/.test(code))?.code ?? null
}

/** A malformed code is not repaired; a histology in words is read where terminology knows the whole of it. */
function morphologyOf(
  source: SourceResource,
  histologies: readonly unknown[],
  codings: readonly SourceCoding[],
  context: SubjectContext,
): string | null {
  const all = [...histologies.flatMap(codingsOf), ...codings]
  const coded = all.filter(({ system, code }) => system === ICDO3 && code.includes('/'))
  const sound = coded.find(({ code }) => MORPHOLOGY.test(code))
  if (coded.some(({ code }) => !MORPHOLOGY.test(code))) context.note('unknown-code', source, 'histology')
  if (coded.length > 0) return sound?.code ?? null
  const { histologyWords, morphologies } = context.terminology.tumourFacts
  for (const words of histologies.map(wordsOf)) {
    const histology = words === null ? undefined : histologyWords.get(foldTumour(words))
    const code = [...morphologies].find(([, known]) => histology !== undefined && known === histology)?.[0]
    if (code !== undefined) return `${code}/3`
  }
  return null
}

const STAGE = /\bstage (0|I{1,3}|IV)([ABC])?\b/i

function stageOf(resource: Element): string | null {
  for (const stage of elementsOf(resource, 'stage')) {
    const summary = stage['summary']
    const texts = [wordsOf(summary), ...codingsOf(summary).map(({ code }) => `stage ${code}`)]
    for (const text of texts) {
      const found = STAGE.exec(text ?? '')
      if (found !== null) return `${found[1]}${found[2] ?? ''}`.toUpperCase()
    }
  }
  return null
}

export function primaryOf(tumours: readonly Tumour[]): Tumour | undefined {
  return tumours.find(tumour => tumour.primary !== false)
}
