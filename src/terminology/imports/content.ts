/** What a reader of an official file gives: entries in the project's own shape, and what it left out. */
import { NodeError } from '../../model/errors.ts'
import type { TerminologyImport } from '../../model/generated/terminology-import.ts'

export type ImportKind = TerminologyImport['kind']

export const importKinds = ['oncotree', 'hgnc', 'atc', 'icd10'] as const satisfies readonly ImportKind[]

export interface TumourEntries {
  readonly nodes: readonly { readonly code: string; readonly name: string; readonly parent: string | null }[]
  readonly former: readonly {
    readonly former: string
    readonly kind: 'history' | 'precursor' | 'revocation'
    readonly code: string
  }[]
}

export interface GeneEntry {
  readonly hgnc: string
  readonly symbol: string
  readonly previous: readonly string[]
  readonly aliases: readonly string[]
  readonly mane: readonly string[]
}

export interface SubstanceEntry {
  readonly code: string
  readonly name: string
}

export interface CodeEntry {
  readonly code: string
  readonly title: string
}

export interface ReadContent {
  readonly content:
    | TumourEntries
    | { readonly genes: readonly GeneEntry[] }
    | { readonly substances: readonly SubstanceEntry[] }
    | { readonly codes: readonly CodeEntry[] }
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[]
}

/** `place` is a line or a code of the published terminology; never anything of a patient. */
export function badFile(kind: ImportKind, problem: string, hint = 'Download the official file again.'): NodeError {
  return new NodeError('terminology/bad-file', `${kind}: ${problem}`, { hint, detail: { kind } })
}

/** Reasons with their counts, those that occurred. */
export function counted(reasons: Readonly<Record<string, number>>): ReadContent['leftOut'] {
  return Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ reason, count }))
}
