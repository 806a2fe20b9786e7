/** Which findings of a data cut lie below what is asked. Sorted by gene, since a cut knows thousands and a question names a few. */

import { isAlterationBelow } from '../../terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../../terminology/alteration-code.ts'
import type { Terminology } from '../../terminology/terminology.ts'

/** A finding is one code, or the any-of part of a cohort: the subject has one of them, and nobody knows which. */
interface Finding {
  readonly position: number
  readonly anyOf: readonly AlterationCode[]
}

const PROFILES = 'profiles'

export class FindingDictionary {
  readonly #terminology: Pick<Terminology, 'exons'>
  readonly #byGene = new Map<string, Finding[]>()

  /** A text that is no canonical code (of a gene that the tables do not hold) is below nothing. */
  constructor(terminology: Pick<Terminology, 'exons' | 'genes'>, findings: readonly string[]) {
    this.#terminology = terminology
    findings.forEach((text, position) => {
      const anyOf = text.split(',').map(code => readAlteration(terminology.genes, code))
      if (anyOf.every(code => code !== null)) this.#add({ position, anyOf })
    })
  }

  #add(finding: Finding): void {
    for (const gene of new Set(finding.anyOf.flatMap(genesOf))) {
      const held = this.#byGene.get(gene)
      if (held === undefined) this.#byGene.set(gene, [finding])
      else held.push(finding)
    }
  }

  /** Positions, ascending, of the findings of which each alternative lies below one of the asked codes. */
  below(asked: readonly AlterationCode[]): number[] {
    const { exons } = this.#terminology
    const isBelow = (one: AlterationCode) => asked.some(above => isAlterationBelow(exons, one, above))
    const genes = new Set(asked.flatMap(genesOf))
    const found: number[] = []
    for (const gene of genes) {
      for (const { position, anyOf } of this.#byGene.get(gene) ?? []) if (anyOf.every(isBelow)) found.push(position)
    }
    // A finding that names several genes is found by each; those of one gene are ascending.
    return genes.size > 1 ? [...new Set(found)].sort((a, b) => a - b) : found
  }

  /** HGNC ids that the findings name, at whatever level; ascending as texts. */
  genes(): string[] {
    return [...this.#byGene.keys()].filter(gene => gene !== PROFILES).sort()
  }
}

function genesOf(code: AlterationCode): string[] {
  if (code.kind === 'profile') return [PROFILES]
  return code.kind === 'fusion' && code.partner !== null ? [code.gene.hgnc, code.partner.hgnc] : [code.gene.hgnc]
}
