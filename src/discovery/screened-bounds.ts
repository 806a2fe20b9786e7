/**
 * What shown cells imply of screened patients, asked for by tumour and gene. Each is in one tissue, so tissues are added;
 * one patient may have alterations in several genes, so genes are not added from below.
 */
import type { GenesWithin, Within } from '../cohort/lies-within.ts'
import { type Bounds, bounded, exactly, least, sumOf } from './bounds.ts'
import { type IndexedTable, type ShownTissues, TOTAL_CODE } from './index-table.ts'

type Tissues = Pick<Within, 'tissues' | 'coveredTissues'>

/** Screened patients within; its drugs are open. */
export function boundsOfScreened(within: Within, table: IndexedTable): Bounds {
  return within.genes === null ? boundsOf(within, null, table) : boundsOfGenes(within, within.genes, table)
}

/** Of all patients of the tissues, or of those with one gene. */
function boundsOf({ tissues, coveredTissues }: Tissues, gene: string | null, table: IndexedTable): Bounds {
  const shown = table.shownInTissues(gene)
  const total = table.shownCount(
    gene === null
      ? { denominator: 'screened', kind: 'total', code: TOTAL_CODE }
      : { denominator: 'screened', kind: 'gene', code: gene },
  )
  if (tissues === null) {
    return total === undefined ? bounded({ from: shown.sum, to: null, isCell: true }) : exactly(total)
  }
  const isCell = tissues.length === 1 && coveredTissues.length === 1
  const own = isCell ? shown.counts.get(tissues[0] ?? '') : undefined
  if (own !== undefined) return exactly(own)
  const from = coveredTissues.reduce((sum, tissue) => sum + (shown.counts.get(tissue) ?? 0), 0)
  // Subtracting is for cells of one data cut.
  const rest = total === undefined || !table.isFirst ? undefined : total - countElsewhere(tissues, shown)
  return bounded({ from, to: least([total, rest, sumOf(tissues.map(tissue => shown.counts.get(tissue)))]), isCell })
}

/** At least what is shown of a gene that lies within, at most what is shown of the genes that hold all of it. */
function boundsOfGenes(asked: Tissues, { whole, holding }: GenesWithin, table: IndexedTable): Bounds {
  const everyone = boundsOf(asked, null, table).to ?? undefined
  const [only, ...others] = holding ?? []
  if (only !== undefined && others.length === 0 && whole.includes(only)) {
    const bounds = boundsOf(asked, only, table)
    const { from, to, isCell, isShown } = bounds
    return isShown ? bounds : bounded({ from, to: least([to ?? undefined, everyone]), isCell })
  }
  const from = Math.max(0, ...whole.map(gene => boundsOf(asked, gene, table).from))
  const most = holding?.map(gene => least([boundsOf(asked, gene, table).to ?? undefined, everyone]) ?? undefined)
  return bounded({ from, to: least([most === undefined ? undefined : sumOf(most), everyone]), isCell: false })
}

function countElsewhere(tissues: readonly string[], { counts, sum }: ShownTissues): number {
  return tissues.reduce((rest, tissue) => rest - (counts.get(tissue) ?? 0), sum)
}
