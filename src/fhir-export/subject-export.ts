/** Records as checked Bundles: what both ways of the export, file and server, are given. */
import { NodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import { profileFaults } from '../projection/fhir/profiles/check-profiles.ts'
import { type FhirFault, firstBundleFault, inEntry, type R4Validator } from '../projection/fhir/r4-validator.ts'
import type { GeneSymbol } from '../projection/fhir/record/alterations.ts'
import { recordToBundle, type SubjectBundle } from '../projection/fhir/record-to-bundle.ts'
import { type TrialBundle, trialBundle } from '../projection/fhir/trial-bundle.ts'

export interface ExportedSubject {
  readonly pseudonym: string
  readonly bundle: SubjectBundle
}

export interface FhirExport {
  readonly trialId: string
  /** Some at a time; read once. */
  readonly subjects: AsyncIterable<readonly ExportedSubject[]>
  /** The trial, with the cohorts of the subjects that were read so far. */
  trial(): TrialBundle
}

export interface ExportSetting {
  readonly trialId: string
  readonly symbolOf: GeneSymbol
  readonly validator: R4Validator
}

/** Reading the subjects throws `projection/bad-resource` before a Bundle that is no good FHIR is handed over. */
export function fhirExport(
  records: AsyncIterable<readonly PrimeRoseRecord[]>,
  { trialId, symbolOf, validator }: ExportSetting,
): FhirExport {
  const cohortKeys = new Set<string>()

  async function* subjects(): AsyncGenerator<readonly ExportedSubject[]> {
    for await (const some of records) {
      yield some.map(record => {
        for (const { cohortKey } of record.treatments) if (cohortKey !== null) cohortKeys.add(cohortKey)
        return { pseudonym: record.pseudonym, bundle: checked(recordToBundle(record, symbolOf), validator) }
      })
    }
  }

  return { trialId, subjects: subjects(), trial: () => checked(trialBundle(trialId, cohortKeys), validator) }
}

function checked<Bundle extends SubjectBundle | TrialBundle>(bundle: Bundle, validator: R4Validator): Bundle {
  const fault = firstFault(bundle, validator)
  if (fault === null) return bundle
  throw new NodeError('projection/bad-resource', `a resource of the export breaks a rule of FHIR at ${fault.place}`, {
    hint: `The rule: ${fault.rule}. This is a fault of the program; nothing of the subject left the node.`,
    detail: { place: fault.place, rule: fault.rule },
  })
}

function firstFault(bundle: SubjectBundle | TrialBundle, validator: R4Validator): FhirFault | null {
  const broken = firstBundleFault(validator, bundle)
  if (broken !== null) return broken
  for (const [at, { resource }] of bundle.entry.entries()) {
    const [fault] = profileFaults(resource)
    if (fault !== undefined) return inEntry(at, fault)
  }
  return null
}
