import { type Decided, decide, type ListedEntry, listReview, type ReviewList } from '../../app/review.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say, type Terminal } from '../terminal.ts'

const asOption = { type: 'string', value: 'NAME', help: 'registered person who decides', required: true } as const
const reasonOption = {
  type: 'string',
  value: 'TEXT',
  help: 'why, in words that name no patient',
  required: true,
} as const

export const reviewList: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    all: { type: 'boolean', help: 'decided ones too' },
    json: jsonOption,
  },
  notes:
    'Codes and words of the source as they are spelt, with how many rows have them and where: for people inside the\n' +
    'platform. No patient is named, and a code in which the leak scanner found something is not listed. Every ingest\n' +
    'makes the queue anew.',
  async run(given, terminal) {
    const list = listReview(readConfig(given.required('node')))
    const all = given.flag('all')
    const shown = all ? list : { ...list, entries: list.entries.filter(isOpen), settled: [] }
    const json = given.flag('json')
    say(terminal, inWords(shown, list, all), { json })
    if (json) printJson(terminal, shown)
    return 0
  },
}

export const reviewAccept: Command = {
  positionals: ['ID', '[TARGET]'],
  options: { node: nodeOption, as: asOption, reason: reasonOption, json: jsonOption },
  notes:
    'ID and the proposed targets are those of rose review list; TARGET may be left out where there is one proposal. It is a\n' +
    'target of the code map, a value of the code list (of FHIR too), INNs joined by +, an OncoTree code or PAN, a gene, an\n' +
    'alteration spelt so that it can be read, or a whole cohort name. The decision is kept as a new version of a FHIR ConceptMap in review/ of\n' +
    "the node's folder, and read by the next ingest. Deciding again replaces it.",
  run: (given, terminal) => run(given, terminal, given.positionals[1]),
}

export const reviewReject: Command = {
  positionals: ['ID'],
  options: { node: nodeOption, as: asOption, reason: reasonOption, json: jsonOption },
  notes:
    'The code has no target: its field stays empty and it is asked no more. rose review accept ID takes that back.',
  run: (given, terminal) => run(given, terminal, null),
}

async function run(given: Given, terminal: Terminal, target: string | null | undefined): Promise<0> {
  const decided = await decide(readConfig(given.required('node')), {
    id: given.positionals[0] ?? '',
    as: given.required('as'),
    reason: given.required('reason'),
    clock: systemClock,
    ...(target === undefined ? {} : { target }),
  })
  const json = given.flag('json')
  say(terminal, decisionInWords(decided), { json })
  if (json) printJson(terminal, decided)
  return 0
}

function decisionInWords({ version, decision }: Decided): string {
  const what = decision.target === null ? 'means nothing here' : `means ${decision.target}`
  return [
    `"${decision.code}" ${what} (version ${version} of the decisions).`,
    'It counts from the next ingest: rose ingest EXPORT --node DIR',
  ].join('\n')
}

const isOpen = ({ decision }: ListedEntry): boolean => decision === null

function inWords(shown: ReviewList, { entries }: ReviewList, all: boolean): string {
  const waiting = entries.filter(entry => !isOpen(entry)).length
  const headings = ['id', 'asked as', 'code', 'why', 'rows', 'first at', 'proposals', ...(all ? ['decided'] : [])]
  const rows = shown.entries.map(entry => [
    entry.id,
    entry.vocabulary,
    entry.code,
    entry.reason,
    entry.rows,
    placeOf(entry),
    entry.proposals.map(({ target }) => target).join(', '),
    ...(all ? [entry.decision === null ? '' : `${entry.decision.target ?? 'nothing'} (${entry.decision.by})`] : []),
  ])
  const settled = shown.settled.map(({ id, vocabulary, code, target, by, at }) => [
    id,
    vocabulary,
    code,
    target ?? 'nothing',
    by,
    at.slice(0, 10),
  ])
  return [
    ...(rows.length === 0 ? ['Nothing waits for a person.'] : [formatTable(headings, rows)]),
    ...(settled.length === 0
      ? []
      : ['', 'Decided, and asked no more:', formatTable(['id', 'asked as', 'code', 'means', 'by', 'on'], settled)]),
    ...(waiting === 0 || all ? [] : ['', `${waiting} decided since the last ingest; --all shows them.`]),
    ...(shown.withheld === 0
      ? []
      : [
          '',
          `${shown.withheld} codes are not shown: they may hold an identifier. The report of the ingest names their places.`,
        ]),
    ...(shown.leftOut === 0 ? [] : ['', `${shown.leftOut} rarer codes wait behind these.`]),
    ...(rows.length === 0
      ? []
      : ['', 'Next: rose review accept ID [TARGET] --as NAME --reason TEXT --node DIR, or rose review reject']),
  ].join('\n')
}

function placeOf({ places }: ListedEntry): string {
  const [first] = places
  if (first === undefined) return ''
  const others = places.length > 1 ? ` and ${places.length - 1} more` : ''
  return `${first.sheet}.${first.column ?? '?'} line ${first.line}${others}`
}
