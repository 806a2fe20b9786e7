import { withIngest } from '../../app/ingest.ts'
import { type WatchEvent, watchFolder } from '../../app/watch.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, type ExitCode, type Given, jsonOption, nodeOption } from '../command.ts'
import { type ProgressLine, printJson, progressLine, say, type Terminal } from '../terminal.ts'
import { inWords } from './ingest-report-in-words.ts'

const DEFAULT_SETTLE_SECONDS = 30

export const ingest: Command = {
  positionals: ['[EXPORT]'],
  options: {
    node: nodeOption,
    cutoff: {
      type: 'string',
      value: 'YYYY-MM-DD',
      help: 'cut-off date (default: the latest clinical date of the export)',
    },
    'allow-removals': {
      type: 'boolean',
      help: 'take an export that lacks most of the stored subjects, and remove these',
    },
    'local-ids': { type: 'boolean', help: 'name local subject ids in the report; inside the platform only' },
    watch: { type: 'string', value: 'FOLDER', help: 'take exports from this folder as they arrive, until stopped' },
    settle: {
      type: 'string',
      value: 'SECONDS',
      help: `with --watch: an export is whole when nothing of it has changed for so long (default ${DEFAULT_SETTLE_SECONDS})`,
    },
    marked: { type: 'boolean', help: 'with --watch: only exports that are marked as whole' },
    once: { type: 'boolean', help: 'with --watch: take what lies there, then end' },
    json: jsonOption,
  },
  notes:
    'EXPORT is a folder of sheets or a file, or the address of a FHIR R4 server (https, or http on this machine); left out,\n' +
    'the FHIR server or OMOP database that rose.json names. Running it twice changes nothing; a failure leaves the\n' +
    'database as it was. A reading of a FHIR server that breaks off is gone on with by the same command, for a day.\n\n' +
    'Each entry of a watched FOLDER is one export: a folder, or a file. It is whole once it has settled, or at once where\n' +
    'NAME.complete lies beside it or .complete inside it. One is taken at a time, the oldest first, since each replaces\n' +
    'what was stored before; a bad one is told and passed over; none is taken twice unless its files change. Ctrl-C ends\n' +
    'the watch and leaves the database as the last whole ingest made it. With --json, one line an export.',
  run(given, terminal) {
    const watched = given.text('watch')
    if (watched !== undefined) return runWatch(given, terminal, watched)
    const stray = ['settle', 'marked', 'once'].find(name => given.text(name) !== undefined || given.flag(name))
    if (stray !== undefined) throw misuse(`--${stray} goes with --watch`)
    return runOnce(given, terminal)
  },
}

async function runOnce(given: Given, terminal: Terminal): Promise<ExitCode> {
  const progress = progressLine(terminal)
  const cutoff = given.text('cutoff')
  const report = await withIngest(readConfig(given.required('node')), terminal.stopped, ingestion =>
    ingestion.ingest(given.positionals[0], {
      localIds: given.flag('local-ids'),
      allowRemovals: given.flag('allow-removals'),
      onProgress: text => progress.show(text),
      onNotice(text) {
        progress.end()
        terminal.stderr.write(`${text}\n`)
      },
      ...(cutoff === undefined ? {} : { cutoff }),
    }),
  ).finally(() => progress.end())
  const json = given.flag('json')
  say(terminal, inWords(report), { json })
  if (json) printJson(terminal, report)
  return report.rejected > 0 ? 1 : 0
}

async function runWatch(given: Given, terminal: Terminal, folder: string): Promise<ExitCode> {
  if (given.positionals.length > 0) throw misuse('EXPORT and --watch exclude each other')
  if (given.text('cutoff') !== undefined)
    throw misuse('--cutoff and --watch exclude each other: each export has its own')
  const progress = progressLine(terminal)
  const json = given.flag('json')
  const { allAccepted } = await watchFolder(readConfig(given.required('node')), {
    folder,
    settleSeconds: given.count('settle', 0) ?? DEFAULT_SETTLE_SECONDS,
    onlyMarked: given.flag('marked'),
    once: given.flag('once'),
    localIds: given.flag('local-ids'),
    allowRemovals: given.flag('allow-removals'),
    stopped: terminal.stopped,
    onProgress: text => progress.show(text),
    tell: event => tell(terminal, progress, event, json),
  }).finally(() => progress.end())
  say(terminal, terminal.stopped.aborted ? 'Stopped. Run it again to go on.' : 'Nothing waits any more.', { json })
  return allAccepted ? 0 : 1
}

function tell(terminal: Terminal, progress: ProgressLine, event: WatchEvent, json: boolean): void {
  if (event.kind === 'waiting') {
    progress.show(event.settling === 0 ? 'waiting for exports' : `waiting: ${event.settling} not whole yet`)
    return
  }
  progress.end()
  if (event.kind === 'taking') say(terminal, `\n${event.name}`, { json })
  else if (event.kind === 'taken') {
    say(terminal, inWords(event.report), { json })
    if (json) printLine(terminal, { export: event.name, report: event.report })
  } else {
    const { code, message, hint } = event.error
    say(terminal, `Refused, and the store is as it was: ${code}: ${message}`, { json })
    if (hint !== undefined) say(terminal, `  ${hint}`, { json })
    if (json)
      printLine(terminal, { export: event.name, error: { code, message, ...(hint === undefined ? {} : { hint }) } })
  }
}

function printLine(terminal: Terminal, document: unknown): void {
  terminal.stdout.write(`${JSON.stringify(document)}\n`)
}

function misuse(message: string): NodeError {
  return new NodeError('usage/bad-argument', `rose ingest: ${message}`, { hint: 'See: rose ingest --help' })
}
