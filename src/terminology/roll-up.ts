/**
 * Roll-up of an alteration to the level that an asker chose: V -> C -> X -> G:mut -> G:any; F ordered -> pair -> driver.
 * What does not lie below the level keeps its own code, with a warning: levels are never mixed by a guess.
 */
import { type AlterationCode, unorderedFusion } from './alteration-code.ts'
import type { Exons } from './exons.ts'
import type { Gene } from './genes.ts'
import { type ChangeSize, codonOfMissense, sizeOfChange } from './protein-change.ts'

export const alterationLevels = ['X', 'C', 'G:mut', 'G:any', 'F:pair', 'F:driver'] as const
export type AlterationLevel = (typeof alterationLevels)[number]

/** Null where the code is not below the level. A code that is at the level already is returned as it is. */
export function rollUpAlteration(exons: Exons, code: AlterationCode, level: AlterationLevel): AlterationCode | null {
  switch (level) {
    case 'C':
      return toCodon(code)
    case 'X':
      return toExon(exons, code)
    case 'G:mut':
      return toMutation(code)
    case 'G:any':
      return toAny(code)
    case 'F:pair':
      return toPair(code)
    case 'F:driver':
      return toDriver(code)
  }
}

function toCodon(code: AlterationCode): AlterationCode | null {
  if (code.kind === 'codon') return code
  const codon = code.kind === 'change' ? codonOfMissense(code.change) : null
  return codon === null || code.kind !== 'change' ? null : { kind: 'codon', gene: code.gene, codon }
}

function toExon(exons: Exons, code: AlterationCode): AlterationCode | null {
  if (code.kind === 'exon') return code
  if (code.kind !== 'change' && code.kind !== 'codon') return null
  const size = sizeOfChange(code.kind === 'change' ? code.change : code.codon)
  return size === null ? null : exonOf(exons, code.gene, size)
}

/** A change that reaches into two exons belongs to neither. */
function exonOf(exons: Exons, gene: Gene, { first, last, kind }: ChangeSize): AlterationCode | null {
  const found = (exons.get(gene.hgnc) ?? []).find(exon => exon.first <= first && last <= exon.last)
  return found === undefined ? null : { kind: 'exon', gene, exon: found.exon, class: kind }
}

function toMutation(code: AlterationCode): AlterationCode | null {
  const below = code.kind === 'change' || code.kind === 'codon' || code.kind === 'exon'
  const mutated = code.kind === 'gene' && ['mut', 'act', 'lof'].includes(code.class)
  return below || mutated ? { kind: 'gene', gene: code.gene, class: 'mut', except: null } : null
}

function toAny(code: AlterationCode): AlterationCode | null {
  const below = toMutation(code) !== null || code.kind === 'gene'
  return below && 'gene' in code ? { kind: 'gene', gene: code.gene, class: 'any', except: null } : null
}

function toPair(code: AlterationCode): AlterationCode | null {
  if (code.kind !== 'fusion' || code.partner === null) return null
  return unorderedFusion(code.gene, code.partner)
}

/** The one driver of the two; a fusion of two drivers has no side that could be chosen. */
function toDriver(code: AlterationCode): AlterationCode | null {
  if (code.kind !== 'fusion') return null
  if (code.partner === null) return code
  const drivers = new Set([code.gene, code.partner].filter(gene => gene.fusion === 'driver'))
  const [gene] = drivers
  return drivers.size === 1 && gene !== undefined ? { kind: 'fusion', gene, partner: null, ordered: false } : null
}
