/** What an import changes, in sentences for the person who imports: differences from the curated tables, nothing else. */
import type { TerminologyImport } from '../../model/generated/terminology-import.ts'
import type { Terminology } from '../terminology.ts'
import { carryOver } from '../tumour-tree.ts'

const SHOWN = 12

export function effectsOf(
  shipped: Terminology,
  after: Terminology,
  { kind, version, content }: TerminologyImport,
): string[] {
  switch (kind) {
    case 'oncotree':
      return oncotreeEffects(shipped, after)
    case 'hgnc':
      return [
        `${after.genes.byId.size} genes are known now, ${shipped.genes.byId.size} before.`,
        ...('genes' in content ? otherSymbols(shipped, content.genes) : []),
      ]
    case 'atc':
      return [
        `${after.drugs.inns.size} substances are known now, ${shipped.drugs.inns.size} before; their codes are those of ${version}.`,
        ...otherAtc(shipped, after),
      ]
    case 'icd10':
      return [
        `${after.tumourFacts.icd10Codes?.size ?? 0} categories: a code that is not among them is called wrong from now on.`,
        `${after.tumourFacts.icd10Titles.size} titles of tumours are read as their codes.`,
      ]
  }
}

function oncotreeEffects(shipped: Terminology, after: Terminology): string[] {
  const nodes = `${after.tumours.nodes.size} tumours are known now, ${shipped.tumours.nodes.size} before.`
  if (after.oncotreeVersion === shipped.oncotreeVersion) return [nodes]
  const lost = [...shipped.tumours.nodes.keys()].filter(code => carryOver(after, code) === null)
  return [
    nodes,
    `Cohort keys made with release ${after.oncotreeVersion} are not compared with those of ${shipped.oncotreeVersion}, which the network uses.`,
    ...(lost.length === 0 ? [] : [`Under review from now on, as this release does not take them over: ${list(lost)}.`]),
  ]
}

function otherSymbols({ genes }: Terminology, official: readonly { hgnc: string; symbol: string }[]): string[] {
  const other = official.filter(({ hgnc, symbol }) => (genes.byId.get(hgnc)?.symbol ?? symbol) !== symbol)
  return other.length === 0 ? [] : [`Approved under another symbol: ${list(other.map(({ symbol }) => symbol))}.`]
}

function otherAtc(shipped: Terminology, after: Terminology): string[] {
  const other = [...shipped.drugs.atc].filter(([inn, code]) => after.drugs.atc.get(inn) !== code)
  return other.length === 0 ? [] : [`Another code than before: ${list(other.map(([inn]) => inn))}.`]
}

function list(names: readonly string[]): string {
  const more = names.length - SHOWN
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
