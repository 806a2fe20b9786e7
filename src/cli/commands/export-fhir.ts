import { exportFhir, type FhirExportResult, type FhirTarget } from '../../app/fhir-export.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { printJson, progressLine, say } from '../terminal.ts'

export const exportFhirCommand: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'FILE', help: 'new NDJSON file: a Bundle a subject, the trial as the last line' },
    server: {
      type: 'string',
      value: 'URL',
      help: 'FHIR server to put the resources on: on this machine, or named in fhir.mayReceiveRows of rose.json',
    },
    all: { type: 'boolean', help: 'send also what that server was sent before' },
    json: jsonOption,
  },
  notes:
    'Row-level data: they stay inside the closed platform. The export is an audit event before it begins. No date is a\n' +
    'date: times are relative to day 0 of each subject. A server is sent what changed since the last time; what the node\n' +
    'no longer holds is taken from it. Stopped or broken off, the same command goes on.',
  async run(given, terminal) {
    const progress = progressLine(terminal)
    const result = await exportFhir(readConfig(given.required('node')), {
      target: targetOf(given),
      stopped: terminal.stopped,
      onProgress: text => progress.show(text),
    }).finally(() => progress.end())
    const json = given.flag('json')
    say(terminal, inWords(result), { json })
    if (json) printJson(terminal, result)
    return 0
  },
}

function targetOf(given: Given): FhirTarget {
  const [file, address] = [given.text('out'), given.text('server')]
  if (file !== undefined && address === undefined && !given.flag('all')) return { kind: 'file', file }
  if (file === undefined && address !== undefined) return { kind: 'server', address, everything: given.flag('all') }
  throw new NodeError('usage/bad-argument', 'give either --out, or --server, perhaps with --all', {
    hint: 'See: rose export-fhir --help',
  })
}

function inWords(result: FhirExportResult): string {
  const { subjects, cutoff } = result
  if (result.kind === 'file') {
    const megabytes = (result.bytes / 1e6).toFixed(1)
    return `${subjects} subjects in ${result.resources} resources (${megabytes} MB), data up to ${cutoff}.`
  }
  const { unchanged, removed } = result
  return [
    `${subjects - unchanged} subjects sent, ${unchanged} were there as they are; data up to ${cutoff}.`,
    ...(removed.resources === 0
      ? []
      : [
          `Taken from the server, since the node no longer holds it: ${removed.resources} resources, ${removed.subjects} whole subjects.`,
        ]),
  ].join('\n')
}
