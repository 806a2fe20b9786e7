import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { judgedBy } from '../../app/cohort-plans.ts'
import { verifyTableText } from '../../app/round-commands.ts'
import { packageVersion, readConfig } from '../../config.ts'
import { designs } from '../../merged-counts/designs.ts'
import { mergeDocuments } from '../../merged-counts/merge-documents.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import type { MergedCounts, TwoStageDesign } from '../../model/generated/merged-counts.ts'
import { type Format, filesOf, formats, type ReportFile } from '../../report/export/files.ts'
import { buildResult } from '../../report/result/build-result.ts'
import { isLanguage, languages } from '../../report/text/messages.ts'
import { decisionSentences, titleOf } from '../../report/text/sentences.ts'
import { type Words, wordsOf } from '../../report/text/words.ts'
import { type Command, type Given, jsonOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'
import { documentOf, type ReportSettings } from './report-input.ts'

/** Where neither the command nor the catalogue says how a cohort is judged. */
const OTHERWISE = { endpoint: 'control-w16-visit', design: designs['drup-8-24/1'] } as const

export const report: Command = {
  positionals: ['FILE...'],
  options: {
    out: { type: 'string', value: 'DIR', help: 'folder of the files (default: beside FILE, named for it)' },
    cohort: { type: 'string', value: 'KEY', help: 'key or label of the cohort, where FILE holds several' },
    format: { type: 'string', value: 'LIST', help: `${formats.join(',')} (default: all)` },
    lang: { type: 'string', value: 'CODE', help: `${Object.keys(languages).join(', ')} (default en)` },
    node: { type: 'string', value: 'DIR', help: "node whose catalogue and policy judge (default: the program's own)" },
    design: {
      type: 'string',
      value: 'NAME',
      help: `${Object.keys(designs).join(', ')}, none (default: as the catalogue says, else ${OTHERWISE.design.version})`,
    },
    endpoint: {
      type: 'string',
      value: 'CODE',
      help: `endpoint of a local table (default: as the catalogue says, else ${OTHERWISE.endpoint})`,
    },
    closed: { type: 'boolean', help: 'no more patients will come: the final look' },
    bom: { type: 'boolean', help: 'a byte order mark before the CSV' },
    json: jsonOption,
  },
  notes:
    'FILE is a merged-counts document, the output of rose local cohorts --json or rose query --network --json, a signed\n' +
    'network table (verified with the directory of --node), or a result of an earlier report, which is computed anew. Several files of one cohort are merged.\n' +
    'Without --cohort a local table is reported as a whole, without a decision.\n' +
    'A report of a local table holds exact counts: it stays inside the platform unless the committee approves it.',
  async run(given, terminal) {
    const words = wordsAsked(given)
    const wanted = formatsAsked(given)
    const program = `prime-rose-node ${packageVersion()}`
    const document = await readAll(given, await settingsOf(given, program))
    const result = buildResult(document, { program })
    const progress = progressLine(terminal)
    const files: ReportFile[] = []
    for (const [index, format] of wanted.entries()) {
      progress.show(`${format}, ${index + 1} of ${wanted.length}`)
      files.push(...(await filesOf(result, format, { words, bom: given.flag('bom') })))
    }
    progress.end()
    // Everything is made before anything is written: a report is never half new.
    const folder = given.text('out') ?? defaultFolder(given.positionals[0] ?? '')
    writeFiles(folder, files)
    const json = given.flag('json')
    const sentences = decisionSentences(result, words)
    say(terminal, [titleOf(result, words), ...sentences].join('\n'), { json })
    say(terminal, `${files.length} files in ${folder}`, { json })
    if (json) {
      const names = files.map(({ name }) => name)
      printJson(terminal, {
        title: result.decision.title,
        outcome: result.decision.outcome,
        sentences,
        documentHash: result.documentHash,
        folder,
        files: names,
      })
    }
    return 0
  },
}

async function readAll(given: Given, settings: ReportSettings): Promise<MergedCounts> {
  const values = await Promise.all(given.positionals.map(file => verified(file, given)))
  const documents = values.map(value => documentOf(value, settings))
  const [only, ...others] = documents
  return only !== undefined && others.length === 0 ? only : mergeDocuments(documents, settings.merged)
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new NodeError('report/unknown-document', 'a FILE cannot be read as JSON', {
      cause: error,
      detail: { file: basename(file) },
    })
  }
}

/** A network table counts with the signatures of all its combiners alone: what others wrote down of it may be anything. */
async function verified(file: string, given: Given): Promise<unknown> {
  const value = parse(file)
  if (typeof value !== 'object' || value === null) return value
  if ('signatures' in value) {
    const node = given.text('node')
    if (node === undefined) throw notSigned('whose directory verifies the network table is not said')
    return (await verifyTableText(readConfig(node), readFileSync(file, 'utf8'))).table
  }
  if ('schema' in value && value.schema === 'network-table/1') throw notSigned('the network table is not signed')
  return value
}

function notSigned(what: string): NodeError {
  return new NodeError('report/not-signed', what, {
    hint: 'Give the signed table, and a node of the federation: rose round table --signed --node DIR > FILE; rose report FILE --node DIR',
  })
}

async function settingsOf(given: Given, program: string): Promise<ReportSettings> {
  const [node, design] = [given.text('node'), given.text('design')]
  return {
    cohort: given.text('cohort') ?? null,
    by: await judgedBy(node === undefined ? null : readConfig(node), systemClock),
    endpoint: given.text('endpoint'),
    design: design === undefined ? undefined : designOf(design),
    otherwise: OTHERWISE,
    closed: given.flag('closed'),
    merged: { by: 'rose report', on: null, program },
  }
}

function designOf(name: string): TwoStageDesign | null {
  if (name === 'none') return null
  const found = Object.entries(designs).find(([known]) => known === name)
  if (found === undefined) throw misuse(`--design takes ${Object.keys(designs).join(', ')} or none`)
  return found[1]
}

function wordsAsked(given: Given): Words {
  const language = given.text('lang') ?? 'en'
  if (!isLanguage(language)) throw misuse(`--lang takes ${Object.keys(languages).join(', ')}`)
  return wordsOf(language)
}

function formatsAsked(given: Given): Format[] {
  const asked = given.text('format')?.split(',') ?? [...formats]
  const unknown = asked.filter(word => !formats.some(format => format === word))
  if (unknown.length > 0) throw misuse(`--format takes a list of ${formats.join(', ')}`)
  return formats.filter(format => asked.includes(format))
}

function misuse(message: string): NodeError {
  return new NodeError('usage/bad-argument', `rose report: ${message}`, { hint: 'See: rose report --help' })
}

function defaultFolder(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-report`)
}

function writeFiles(folder: string, files: readonly ReportFile[]): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, content } of files) writeFileSync(join(folder, name), content)
}
