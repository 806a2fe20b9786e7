/** What an importer of one patient works with: the resources, the trial's rules, and where to put what is wrong. */
import type { Origin } from '../../../model/generated/common-record.ts'
import type { ProblemCode } from '../../../model/problems.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { type Element, elementsOf } from '../element.ts'
import type { CodeReader, ListName } from './code-lists.ts'
import type { SourceCoding } from './codings.ts'
import type { ReferenceIndex, SourceResource } from './references.ts'
import type { FhirRules } from './rules.ts'

export interface ImportProblem {
  readonly code: ProblemCode
  /** null: the patient is meant, and no single resource. */
  readonly origin: Origin | null
  /** Path of FHIR, e.g. `component.valueQuantity`; null where the resource as a whole is meant. */
  readonly path: string | null
}

/** A code that no list knows. */
export interface UnreadCode extends SourceCoding {
  readonly list: ListName
  readonly origin: Origin
  readonly path: string
}

export interface SubjectContext {
  readonly patient: SourceResource
  /** Of the patient, and what they share with others (studies, medications), sorted by type and ordinal. */
  readonly resources: readonly SourceResource[]
  readonly references: ReferenceIndex
  readonly rules: FhirRules
  readonly codes: CodeReader
  readonly terminology: Terminology
  note(code: ProblemCode, source: SourceResource | null, path: string | null): void
  noteAt(code: ProblemCode, origin: Origin, path: string | null): void
  /** Leaves a code to a person. */
  ask(code: UnreadCode): void
}

/** Without what was entered in error or never became a result. */
const NEVER_MEANT: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled'])

export function ofType(context: SubjectContext, type: string): readonly SourceResource[] {
  return context.resources.filter(one => one.type === type && !NEVER_MEANT.has(one.resource['status']))
}

/** The value of a code, or null; a code that nobody knows is reported at its place. */
export function readCode(
  context: SubjectContext,
  list: ListName,
  conceptElement: unknown,
  at: { readonly source: SourceResource; readonly path: string },
): string | null {
  const read = context.codes.read(list, conceptElement)
  if (read.kind === 'unknown') {
    context.note('unknown-code', at.source, at.path)
    // One question a concept: whichever of its codes a person decides, the others are then not needed.
    const [coding] = read.codings
    if (coding !== undefined) context.ask({ list, ...coding, origin: at.source.origin, path: at.path })
  }
  return read.kind === 'value' ? read.value : null
}

export function extensionValue(resource: Element, url: string, member: string): unknown {
  return elementsOf(resource, 'extension').find(one => one['url'] === url)?.[member]
}
