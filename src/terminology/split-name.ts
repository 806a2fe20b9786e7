/** `<biomarker>/<tumour>/<drug>[+<drug>]`: splits at the first two slashes that do not stand inside a word of a biomarker. */
import { type Normalised, reject, review } from './answer.ts'
import { maxTextLength, tidy } from './fold.ts'
import { findGene, type Genes } from './genes.ts'

export interface NameParts {
  readonly biomarker: string
  readonly tumour: string
  readonly drugs: string
}

/** Slashes inside: HER2/neu, MSI-H/dMMR, BRCA1/2, V600E/K. Each looks at the text before and behind one slash. */
const INSIDE: readonly { readonly before: RegExp; readonly behind: RegExp }[] = [
  { before: /[a-z0-9]$/i, behind: /^neu(?:\b|amp|exp|mut)/i },
  { before: /(?:msi|mss|mmr|tmb|h|high)\)?$/i, behind: /^(?:dmmr|pmmr|mmr|msi|tmb)/i },
  { before: /[a-z]\d(?:\/\d)*$/i, behind: /^\d(?![a-z]*[0-9])/i },
  { before: /(?:^|[\s.-])[A-Z][1-9]\d{0,4}[A-Z](?:\/[A-Z])*$/i, behind: /^[A-Z](?:[1-9]\d{0,4}[A-Z])?(?![A-Za-z])/i },
  { before: /\d$/, behind: /^(?:mb|megabase)/i },
  { before: /\b(?:mut|muts|mutations?)$/i, behind: /^(?:mb|megabase)/i },
]

/** A name that does not split is under review; an empty one, or `NA`, is no cohort. */
export function readNameParts(genes: Genes, text: string): NameParts | Normalised {
  if (text.length > maxTextLength * 2) return review('unparsed')
  const name = tidy(text)
  if (name === '' || name.toUpperCase() === 'NA') return reject('absent')
  const [first, second] = slashes(genes, name)
  if (first === undefined || second === undefined) return review('unparsed')
  const parts = {
    biomarker: name.slice(0, first).trim(),
    tumour: name.slice(first + 1, second).trim(),
    drugs: name.slice(second + 1).trim(),
  }
  return parts.biomarker === '' || parts.tumour === '' || parts.drugs === '' ? review('unparsed') : parts
}

function slashes(genes: Genes, name: string): number[] {
  const found: number[] = []
  for (let at = name.indexOf('/'); at >= 0 && found.length < 2; at = name.indexOf('/', at + 1)) {
    // Only the biomarker, before the first separating slash, holds such words.
    if (found.length > 0 || !isInside(genes, name.slice(0, at).slice(-60), name.slice(at + 1, at + 61))) found.push(at)
  }
  return found
}

function isInside(genes: Genes, before: string, behind: string): boolean {
  return (
    INSIDE.some(rule => rule.before.test(before) && rule.behind.test(behind)) ||
    (endsWithGene(genes, before) && beginsWithGene(genes, behind))
  )
}

/** `BRCA1/BRCA2 mutation`, `EML4/ALK`. */
function endsWithGene(genes: Genes, before: string): boolean {
  const [name] = /[A-Za-z0-9-]+$/.exec(before) ?? []
  return name !== undefined && 'gene' in findGene(genes, name)
}

function beginsWithGene(genes: Genes, behind: string): boolean {
  const [name = ''] = /^[A-Za-z0-9-]+/.exec(behind) ?? []
  const bare = name.replace(/(?:mut|amp|exp|fus)$/i, '')
  return [name, bare].some(one => one !== '' && 'gene' in findGene(genes, one))
}
