/** Patients of a FHIR server as common records: each resource checked, each text scanned, subject by subject. */
import { acceptRecord } from '../mapping/common-records.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import type { PlacedCode } from '../mapping/unmapped-codes.ts'
import { NodeError } from '../model/errors.ts'
import type { LocalProblem, ProblemCode } from '../model/problems.ts'
import { codeReader } from '../projection/fhir/import/code-lists.ts'
import { pathOfField } from '../projection/fhir/import/field-paths.ts'
import { type ImportSetting, importSubject } from '../projection/fhir/import/import-subject.ts'
import { subjectIdOf } from '../projection/fhir/import/patient.ts'
import { indexReferences } from '../projection/fhir/import/references.ts'
import type { FhirRules } from '../projection/fhir/import/rules.ts'
import { type OrderedResource, orderResources } from '../projection/fhir/import/source-resources.ts'
import type { ImportProblem, UnreadCode } from '../projection/fhir/import/subject.ts'
import { sourceFaults } from '../projection/fhir/profiles/check-profiles.ts'
import type { FhirFault, R4Validator } from '../projection/fhir/r4-validator.ts'
import { textsOf } from '../projection/fhir/texts.ts'
import { type KnownWords, knownWords } from '../pseudonymisation/scanner/known-words.ts'
import type { IdentifierHit } from '../pseudonymisation/scanner/scan-export.ts'
import { scanText } from '../pseudonymisation/scanner/scan-text.ts'
import type { Terminology } from '../terminology/terminology.ts'
import type { FhirPatient, FhirSource, RecordSource, SourceReading } from './ports.ts'

export interface FhirSetting {
  readonly rules: FhirRules
  readonly mapping: Pick<TrialRules, 'siteVocabulary'>
  readonly terminology: Terminology
  readonly trialId: string
  readonly country: string
  readonly validator: R4Validator
  speaksOfWithdrawal(text: string): boolean
}

export function fhirRecords(source: FhirSource, setting: FhirSetting): RecordSource {
  return {
    async read(onProgress) {
      return {
        sourceKind: 'fhir',
        readings: readingsOf(source, setting, onProgress),
        columnOf: (_, field) => pathOfField(field),
        unknownColumns: [],
      }
    },
  }
}

async function* readingsOf(
  source: FhirSource,
  setting: FhirSetting,
  onProgress: (text: string) => void,
): AsyncGenerator<readonly SourceReading[]> {
  const read = patientReader(source.baseUrl, setting)
  for await (const patients of source.read(onProgress)) yield patients.map(read)
}

function patientReader(baseUrl: string, setting: FhirSetting): (patient: FhirPatient) => SourceReading {
  const { rules, terminology, mapping } = setting
  const importing: ImportSetting = { ...setting, ...mapping, rules, terminology, codes: codeReader(rules.codes) }
  const ordinals = new Map<string, number>()
  const subjectIds = new Set<string>()
  return ({ id, resources: entries, shared }) => {
    const own = orderResources(entries, ordinals)
    const resources = [...own, ...orderResources(shared)]
    const patient = resources.find(one => one.type === 'Patient' && one.resource['id'] === id)
    const subjectId = patient === undefined ? null : subjectIdOf(patient.resource, rules.subjectIdSystem)
    const identifiers = identifiersIn(own, subjectId, setting)
    if (patient === undefined || subjectId === null) return { ...nobody(own), identifiers }
    if (subjectIds.has(subjectId)) throw duplicateSubject()
    subjectIds.add(subjectId)
    const checked = checkAll(resources, setting.validator)
    if (checked.isInvalid) {
      const problems = named(checked.problems, subjectId)
      return { subjectId, standing: 'counted', record: null, problems, unmapped: [], identifiers }
    }
    const imported = importSubject(
      { trialId: setting.trialId, subjectId, patient, resources, references: indexReferences(resources, baseUrl) },
      importing,
    )
    const isCounted = imported.standing === 'counted'
    const record = isCounted ? acceptRecord(imported.record) : null
    const found = [...checked.problems, ...imported.problems].filter(problem => isCounted || ALWAYS.has(problem.code))
    const rejected = isCounted && record === null ? [{ code: 'record-invalid', origin: null, path: null } as const] : []
    return {
      subjectId,
      standing: imported.standing,
      record,
      problems: named([...found, ...rejected], subjectId),
      unmapped: isCounted ? imported.unread.map(askedCode) : [],
      identifiers,
    }
  }
}

function askedCode({ vocabulary, system, code, reason, origin, path }: UnreadCode): PlacedCode {
  return {
    vocabulary,
    system: system === '' ? null : system,
    code,
    reason,
    sheet: origin.sheet,
    column: path,
    line: origin.line,
  }
}

/** Of subjects who are in no figure, nothing else is said. */
const ALWAYS: ReadonlySet<ProblemCode> = new Set(['withdrawn', 'possible-withdrawal'])

function named(problems: readonly ImportProblem[], subjectId: string | null): LocalProblem[] {
  return problems.map(({ code, origin, path }) => ({
    code,
    sheet: origin?.sheet ?? null,
    line: origin?.line ?? null,
    subjectId,
    column: path,
  }))
}

/** A participation of somebody without a subject id, or of whom the server holds no Patient. */
function nobody(resources: readonly OrderedResource[]): Omit<SourceReading, 'identifiers'> {
  const participations = resources.filter(({ type }) => type === 'ResearchSubject')
  const problems = participations.map(({ origin }) => ({ code: 'orphan-row' as const, origin, path: 'individual' }))
  return { subjectId: null, standing: 'orphan', record: null, problems: named(problems, null), unmapped: [] }
}

/** Records of two people in one, or of one person twice: which it is, nobody here can tell. */
function duplicateSubject(): NodeError {
  return new NodeError('ingest/duplicate-subject', 'two patients of the server have one subject id', {
    hint: 'Join or correct them there; nothing was changed here.',
  })
}

function checkAll(resources: readonly OrderedResource[], validator: R4Validator) {
  const problems: ImportProblem[] = []
  let isInvalid = false
  for (const { resource, type, origin } of resources) {
    if (!validator.isKnownType(type)) continue
    const note = (code: ProblemCode, faults: readonly FhirFault[]) =>
      problems.push(...faults.map(({ place }) => ({ code, origin, path: place })))
    const broken = validator.firstFault(resource)
    const faults = broken === null ? sourceFaults(resource) : { invalid: [broken], unmet: [], contradictions: [] }
    isInvalid ||= faults.invalid.length > 0
    note('record-invalid', faults.invalid)
    note('profile-unmet', faults.unmet)
    note('code-display-mismatch', faults.contradictions)
  }
  return { problems, isInvalid }
}

/** Codes, names of systems and what a Patient resource holds by design are no free text. */
function identifiersIn(
  resources: readonly OrderedResource[],
  subjectId: string | null,
  { country }: FhirSetting,
): IdentifierHit[] {
  const known = namesOf(resources)
  return resources.flatMap(({ resource, type, origin }) =>
    textsOf(resource).flatMap(({ path, text, isProse }) => {
      const found = scanText(text, { country, freeText: isProse })
      const own = isProse && type !== 'Patient' ? known.find(text) : []
      const more = own.filter(({ kind }) => !found.some(other => other.kind === kind))
      return [...found, ...more].map(finding => ({
        sheet: origin.sheet,
        column: path,
        line: origin.line,
        subjectId,
        ...finding,
      }))
    }),
  )
}

/** What the Patient is called: their name may stand in any other text of theirs. */
function namesOf(resources: readonly OrderedResource[]): KnownWords {
  const known = knownWords()
  for (const { resource, type } of resources) {
    if (type !== 'Patient') continue
    const { name } = resource as { readonly name?: unknown }
    for (const text of Array.isArray(name) ? name.flatMap(textsIn) : []) known.noteName(text)
  }
  return known
}

function textsIn(name: unknown): string[] {
  if (typeof name !== 'object' || name === null) return []
  const { family, given, text } = name as {
    readonly family?: unknown
    readonly given?: unknown
    readonly text?: unknown
  }
  return [family, text, ...(Array.isArray(given) ? given : [])].filter(part => typeof part === 'string')
}
