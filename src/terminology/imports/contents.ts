/** Imports of a site, one of a kind at most, as the tables above take them. */
import { NodeError } from '../../model/errors.ts'
import type { TerminologyImport } from '../../model/generated/terminology-import.ts'
import type { ImportedTree } from '../tumour-tree.ts'
import { badFile, type CodeEntry, type GeneEntry, type SubstanceEntry } from './content.ts'

export interface ImportContents {
  readonly tumours?: ImportedTree
  readonly genes?: ReadonlyMap<string, GeneEntry>
  readonly substances?: { readonly year: number | null; readonly entries: readonly SubstanceEntry[] }
  readonly codes?: readonly CodeEntry[]
}

export function contentsOf(imports: readonly TerminologyImport[]): ImportContents {
  const contents = imports.map(contentOf)
  const kinds = imports.map(one => one.kind)
  if (new Set(kinds).size < kinds.length) throw new NodeError('internal', 'two imports of one kind')
  return Object.assign({}, ...contents) as ImportContents
}

function contentOf({ kind, version, content }: TerminologyImport): ImportContents {
  if (kind === 'oncotree' && 'nodes' in content) return { tumours: { version, entries: content } }
  if (kind === 'hgnc' && 'genes' in content) return { genes: new Map(content.genes.map(gene => [gene.hgnc, gene])) }
  if (kind === 'atc' && 'substances' in content) {
    return { substances: { year: yearOf(version), entries: content.substances } }
  }
  if (kind === 'icd10' && 'codes' in content) return { codes: content.codes }
  throw badFile(kind, 'its content is of another kind', 'Import the file again.')
}

/** `2026`, `2026-01`. */
function yearOf(version: string): number | null {
  const found = /^(19|20)\d{2}/.exec(version)
  return found === null ? null : Number(found[0])
}
