/** The check of a mapping as one page, for the people who mend the mapping and the export. */
import type { MapCheck } from '../../model/generated/map-check.ts'
import { paragraphs, section, table, tag, textTag } from '../../report/html/markup.ts'
import { STYLE } from '../../report/html/style.ts'
import { byConcern, codeRows, columnRows, fieldRows, problemRows, subjectRows } from './map-in-words.ts'

/** More subjects than anybody reads on a page. */
const MOST_SUBJECTS = 500

export function mapCheckPage(check: MapCheck): string {
  const title = `Check of the mapping ${check.mapping.id}`
  const { counts } = check
  const body = [
    textTag('h1', title),
    textTag('p', `Version ${check.mapping.version} · data up to ${check.cutoff} · nothing was written`, {
      class: 'subtitle',
    }),
    tag(
      'div',
      textTag('p', `${counts.accepted} of ${counts.screened} screened patients would be accepted`, { class: 'title' }) +
        paragraphs([
          `${counts.clean} clean, ${counts.withWarnings} with warnings; ${counts.unacceptable} not acceptable and ${counts.unreadable} not readable would be rejected.`,
          `${counts.withdrawn} withdrawn, ${counts.heldBack} held back until somebody decides.`,
        ]),
      { class: 'decision' },
    ),
    section(
      'advice',
      'What to do',
      check.advice.length === 0
        ? textTag('p', 'Nothing: every column is known and every code is read.')
        : tag('ul', check.advice.map(sentence => textTag('li', sentence)).join('')),
    ),
    section(
      'columns',
      'Columns of the export',
      rows(
        'Filled cells by column, and what the mapping does with them.',
        ['Column', 'Use', 'Filled', 'Unread', 'Fields'],
        columnRows(byConcern(check)),
      ),
    ),
    section(
      'fields',
      'Fields of the common record',
      rows('Filled fields of all entities of their kind.', ['Field', 'Filled', 'From'], fieldRows(check)),
    ),
    section(
      'codes',
      'Codes for a person',
      rows(
        'Codes that nothing takes by itself, the most frequent first.',
        ['Code', 'Rows', 'Asked as', 'Why', 'First at', 'Near'],
        codeRows(check).map(([found, vocabulary, code, ...rest]) => [
          code ?? '',
          found ?? '',
          vocabulary ?? '',
          ...rest,
        ]),
      ),
      check.withheld === 0
        ? ''
        : textTag('p', `${check.withheld} codes are not shown: they may hold an identifier.`, { class: 'notice' }),
    ),
    section(
      'problems',
      'Problems',
      rows(
        'Rows by code.',
        ['Code', 'Rows', 'Severity', 'What it means'],
        problemRows(check).map(([found, severity, code, words]) => [
          code ?? '',
          found ?? '',
          severity ?? '',
          words ?? '',
        ]),
      ),
    ),
    section(
      'subjects',
      'What the records would become',
      rows(
        caption(check),
        ['Subject', 'Becomes', 'First problem at', 'Record', 'Codes'],
        subjectRows(check).slice(0, MOST_SUBJECTS),
      ),
    ),
  ]
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${textTag('title', title)}<style>${STYLE}body{max-width:76rem}td,th{overflow-wrap:break-word}</style>`
  return `<!doctype html>\n${tag('html', tag('head', head) + tag('body', tag('main', body.join(''))), { lang: 'en' })}\n`
}

function caption({ subjects }: MapCheck): string {
  const all = 'The rejected come first; subjects are numbered unless local ids were asked for.'
  return subjects.length > MOST_SUBJECTS ? `${all} The first ${MOST_SUBJECTS} of ${subjects.length}.` : all
}

function rows(captionText: string, head: readonly string[], cells: readonly (readonly (string | number)[])[]): string {
  if (cells.length === 0) return textTag('p', 'None.')
  return table({ caption: captionText, head: [...head], rows: cells.map(row => row.map(String)) })
}
