/** The cohorts of the network as one page, for a coordinator: which are near their next look, by tumour and drug, and each in a row. */
import { createHash } from 'node:crypto'
import type { ListedCohort } from '../../app/round-commands.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import { type Html, section, tag, textTag } from '../../report/html/markup.ts'
import { STYLE } from '../../report/html/style.ts'
import { cohortMatrix, type MatrixCell } from '../../report/plots/matrix.ts'
import { wordsOf } from '../../report/text/words.ts'
import { bandInWords, decisionInWords, nextInWords, statusInWords } from './cohorts-in-words.ts'

export interface CohortsPage {
  /** Those asked for, in the order of the catalogue. */
  readonly cohorts: readonly ListedCohort[]
  /** Null before the first round. */
  readonly table: NetworkTable | null
  readonly tableSha256: string | null
  /** On false positives to expect; null without a table. */
  readonly sentence: string | null
  /** Evaluable patients at which a cohort is complete. */
  readonly completeAt: (key: string) => number
}

const PAGE_STYLE = `${STYLE}
body { max-width: 84rem; }
a { color: #0b4f8a; }
:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 1px; }
svg a:focus-visible { outline: none; }
svg a:focus-visible rect:first-child { stroke: #b34700; stroke-width: 3; }
.wide { overflow-x: auto; }
.wide svg.plot { max-width: none; }
tr:target { background: #fff3d6; }
`

export function cohortsPage(page: CohortsPage): Html {
  const told = page.cohorts.filter(({ band }) => band !== 'masked')
  const masked = page.cohorts.filter(({ band }) => band === 'masked')
  const title = 'Cohorts of the network'
  const body = [
    tag('header', textTag('h1', title) + textTag('p', subtitle(page), { class: 'subtitle' })),
    tag(
      'main',
      [
        tag(
          'div',
          textTag('p', toldInWords(told.length, masked.length), { class: 'title' }) +
            (page.sentence === null ? '' : textTag('p', page.sentence)),
          { class: 'decision' },
        ),
        section('near', 'Nearest to their next look', nearest(told)),
        section('matrix', 'By tumour and drug', matrix(told, page)),
        section(
          'cohorts',
          'Each cohort',
          list(told, 'What the network table tells, and what the catalogue says of each country.'),
        ),
        masked.length === 0
          ? ''
          : section(
              'masked',
              'Masked',
              textTag('p', 'No country nor number of patients can be concluded of these, be it none.'),
              tag(
                'details',
                textTag('summary', `${masked.length} cohorts`) +
                  list(masked, 'Masked cohorts, and what the catalogue says of each country.'),
              ),
            ),
        page.table === null ? '' : section('limits', 'What this rests on', textTag('p', page.table.threatModel)),
      ].join('\n'),
    ),
  ].join('\n')
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    textTag('title', title),
    `<style>${PAGE_STYLE}</style>`,
  ].join('\n')
  return `<!doctype html>\n<html lang="en">\n<head>\n${head}\n</head>\n<body>\n${body}\n</body>\n</html>\n`
}

function subtitle({ table, tableSha256 }: CohortsPage): string {
  if (table === null) return 'No pooled round has been run yet.'
  const members =
    table.rounds
      .at(-1)
      ?.members.map(({ member }) => member)
      .join(', ') ?? ''
  return `Network table of ${table.round}, data cuts ${table.window.from} to ${table.window.to}, of ${members}. SHA-256 ${tableSha256}`
}

function toldInWords(told: number, masked: number): string {
  return masked === 0 ? `Cohorts that are told: ${told}.` : `Cohorts that are told: ${told}; masked: ${masked}.`
}

const MOST_NEAR = 10

/** With the fewest patients missing first; those of which it is not known come not at all. */
function nearest(told: readonly ListedCohort[]): Html {
  const near = told
    .filter(({ next }) => next !== null && next.missingAtMost !== null && next.waitsFor !== 'closing')
    .sort((a, b) => (a.next?.missingAtMost ?? 0) - (b.next?.missingAtMost ?? 0))
    .slice(0, MOST_NEAR)
  if (near.length === 0) return textTag('p', 'None whose number of evaluable patients is told.')
  const items = near.map(cohort =>
    tag('li', `${link(cohort)} ${textTag('span', `${cohort.label}: ${nextInWords(cohort)}`)}`),
  )
  return tag('ol', items.join(''))
}

function link({ id }: ListedCohort): Html {
  return textTag('a', id, { href: `#${id}` })
}

function matrix(told: readonly ListedCohort[], page: CohortsPage): Html {
  const plot = cohortMatrix(cellsOf(told, page), wordsOf('en'))
  if (plot === null) return textTag('p', 'Nothing to draw.')
  return (
    tag('div', plot.svg, { class: 'wide', tabindex: '0', role: 'region', 'aria-label': plot.title }) +
    textTag(
      'p',
      'Evaluable patients of those at which the cohort is complete. ◐ first stage passed, ● values are told; hatched: not an exact number. A cell leads to its row.',
    )
  )
}

interface Parts {
  readonly cohort: ListedCohort
  readonly alteration: string
  readonly tumour: string
  readonly drug: string
}

/** Where several alterations of a tumour share a drug, each has a line of its own. */
function cellsOf(told: readonly ListedCohort[], { completeAt }: CohortsPage): readonly MatrixCell[] {
  const parts = told.map(partsOf)
  const shared = (one: Parts) =>
    parts.some(other => other !== one && other.tumour === one.tumour && other.drug === one.drug)
  return parts
    .map(one => ({ ...one, isShared: shared(one) }))
    .map(({ cohort, alteration, tumour, drug, isShared }) => ({
      tumour: isShared ? `${tumour}: ${alteration}` : tumour,
      drug,
      evaluable: evaluableOf(cohort),
      of: completeAt(cohort.key),
      stage: cohort.valuesOf !== null ? 2 : cohort.decision === 'go' ? 1 : null,
      href: `#${cohort.id}`,
      name: cohort.label,
    }))
}

/** Of the label, as the catalogue writes it; of the key where a label is written otherwise. */
function partsOf(cohort: ListedCohort): Parts {
  const [alteration, tumour, drug, ...rest] = cohort.label.split(' · ')
  if (alteration !== undefined && tumour !== undefined && drug !== undefined && rest.length === 0) {
    return { cohort, alteration, tumour, drug }
  }
  const [, code = '', change = '', drugs = ''] = cohort.key.split('|')
  return { cohort, alteration: change, tumour: code, drug: drugs.replaceAll('+', ' + ') }
}

/** What is told is told as "at least"; below that, no more patients are evaluable than were treated. */
function evaluableOf({ evaluableAtLeast, band }: ListedCohort): MatrixCell['evaluable'] {
  if (evaluableAtLeast !== null) return { lo: evaluableAtLeast, hi: evaluableAtLeast }
  return band === 'masked' ? null : { lo: 0, hi: band.to }
}

const HEAD = ['Id', 'Cohort', 'Patients', 'Evaluable', 'Decision', 'Next look', 'Status by country'] as const

function list(cohorts: readonly ListedCohort[], caption: string): Html {
  if (cohorts.length === 0) return textTag('p', 'None.')
  const rows = cohorts.map(cohort =>
    tag(
      'tr',
      textTag('th', cohort.id, { scope: 'row' }) +
        [
          cohort.label,
          cohort.patientsAtLeast === null ? bandInWords(cohort) : `at least ${cohort.patientsAtLeast}`,
          cohort.evaluableAtLeast === null ? '' : `at least ${cohort.evaluableAtLeast}`,
          decisionInWords(cohort),
          nextInWords(cohort),
          statusInWords(cohort),
        ]
          .map(cell => textTag('td', cell))
          .join(''),
      { id: cohort.id, tabindex: '-1' },
    ),
  )
  const heads = HEAD.map(name => textTag('th', name, { scope: 'col' })).join('')
  return tag('table', textTag('caption', caption) + tag('thead', tag('tr', heads)) + tag('tbody', rows.join('')))
}
