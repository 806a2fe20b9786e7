import { existsSync } from 'node:fs'
import { dayOf, documentHash, readCatalogueText, signCatalogue } from '../../app/catalogue.ts'
import { parseHandedOver } from '../../app/documents.ts'
import { openOffice } from '../../app/federation-office.ts'
import { terminologyOf } from '../../app/terminology.ts'
import { compareCatalogues } from '../../cohort/catalogue/compare.ts'
import { addCohort, changeCohort, checkRegistered, nextDraft, takeProposal } from '../../cohort/catalogue/draft.ts'
import { type CatalogueProposal, checkProposal, parseProposal } from '../../cohort/catalogue/proposal.ts'
import { definitionKey } from '../../cohort/definition.ts'
import { type EndpointCode, endpointCodes, isEndpointCode } from '../../cohort/endpoints.ts'
import { explainDefinition } from '../../cohort/explain.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { writeWhole } from '../../model/whole-file.ts'
import { canAsk, confirm } from '../ask.ts'
import { type Command, type Given, jsonOption } from '../command.ts'
import { printJson, say, type Terminal } from '../terminal.ts'
import {
  catalogueOf,
  checkNew,
  readCatalogueFile,
  readDay,
  readDraft,
  readState,
  readStatus,
  readTextFile,
  writeDraft,
} from './catalogue-file.ts'
import { readCohortArgument } from './cohort-argument.ts'

const endpointOption = {
  type: 'string',
  value: 'CODE',
  help: `how efficacy is read: ${endpointCodes.join(', ')} (default the first)`,
} as const
const designOption = { type: 'string', value: 'ID', help: 'a design of the catalogue (default its first)' } as const

export const catalogueNew: Command = {
  positionals: ['FILE'],
  options: {
    from: { type: 'string', value: 'FILE', help: 'the one before (default: the one that comes with the program)' },
    version: { type: 'string', value: 'NAME', help: 'its name, for people', required: true },
    'valid-until': { type: 'string', value: 'DATE', help: 'last day on which it may be used', required: true },
    synthetic: { type: 'boolean', help: 'the status of cohorts is invented' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const [path = ''] = given.positionals
    checkNew(path)
    const draft = nextDraft(await catalogueOf(given, 'from'), {
      version: given.required('version'),
      issued: dayOf(systemClock),
      validUntil: readDay(given.required('valid-until'), 'valid-until'),
      synthetic: given.flag('synthetic'),
    })
    const { catalogue } = readCatalogueText(JSON.stringify(draft))
    writeDraft(path, catalogue)
    const json = given.flag('json')
    say(terminal, `Draft of serial ${catalogue.serial} with ${catalogue.cohorts.length} cohorts: ${path}`, { json })
    if (json) printJson(terminal, { file: path, serial: catalogue.serial, cohorts: catalogue.cohorts.length })
    return 0
  },
}

export const catalogueAdd: Command = {
  positionals: ['FILE', '[COHORT]'],
  options: {
    proposal: { type: 'string', value: 'FILE', help: "a member's proposal, in the place of COHORT" },
    id: {
      type: 'string',
      value: 'ID',
      help: 'a registered cohort, in the place of COHORT: its status, agreement or embargo',
    },
    endpoint: endpointOption,
    design: designOption,
    status: {
      type: 'string',
      value: 'CC=STATUS',
      help: 'open, paused, closed or not-open in a country',
      multiple: true,
    },
    agreement: { type: 'string', value: 'TEXT', help: "reference of the agreement with the drug's company" },
    embargo: {
      type: 'string',
      value: 'DATE=TEXT',
      help: 'last day on which results are held back, and the reference for it',
    },
    json: jsonOption,
  },
  async run(given, terminal) {
    const [path = '', cohort] = given.positionals
    const proposal = given.text('proposal')
    const id = given.text('id')
    if ([cohort, proposal, id].filter(one => one !== undefined).length !== 1) {
      throw new NodeError('usage/bad-argument', 'give one of COHORT, --id ID and --proposal FILE', {
        hint: 'See: rose catalogue add --help',
      })
    }
    const draft = readDraft(path)
    const entered = {
      status: Object.fromEntries(given.all('status').map(readStatus)),
      ...agreementOf(given),
      ...embargoOf(given),
    }
    const next =
      proposal !== undefined
        ? takeProposal(terminologyOf(), draft, readProposal(readTextFile(proposal)))
        : id !== undefined
          ? changeCohort(terminologyOf(), draft, { id, ...entered })
          : addCohort(terminologyOf(), draft, {
              definition: await readCohortArgument(cohort ?? '', terminal.stdin),
              endpoint: readEndpoint(given),
              design: given.text('design') ?? draft.designs[0].id,
              ...entered,
            })
    writeDraft(path, next)
    const { added, changed } = compareCatalogues(draft, next)
    const json = given.flag('json')
    for (const { id, label } of [...added, ...changed]) say(terminal, `${id} ${label}`, { json })
    if (json) printJson(terminal, { file: path, serial: next.serial, added, changed })
    return 0
  },
}

function agreementOf(given: Given): { readonly agreement?: string } {
  const agreement = given.text('agreement')
  return agreement === undefined ? {} : { agreement }
}

function embargoOf(given: Given): { readonly embargo?: { readonly until: string; readonly reference: string } } {
  const text = given.text('embargo')
  if (text === undefined) return {}
  const [until = '', ...reference] = text.split('=')
  return { embargo: { until: readDay(until, 'embargo'), reference: reference.join('=') } }
}

function readEndpoint(given: Given): EndpointCode {
  const text = given.text('endpoint') ?? endpointCodes[0] ?? ''
  if (isEndpointCode(text)) return text
  throw new NodeError('usage/bad-argument', 'there is no such endpoint', {
    hint: `Endpoints: ${endpointCodes.join(', ')}.`,
  })
}

function readProposal(text: string): { readonly proposal: CatalogueProposal; readonly sha256: string } {
  const value = parseHandedOver(text, {
    what: 'proposal',
    code: 'cohort/bad-proposal',
    hint: 'A member makes it with: rose catalogue propose',
    maxCharacters: 65_536,
  })
  const proposal = parseProposal(terminologyOf(), value)
  return { proposal, sha256: documentHash(proposal) }
}

export const cataloguePropose: Command = {
  positionals: ['[COHORT]'],
  options: {
    out: { type: 'string', value: 'FILE', help: 'where to write it', required: true },
    member: { type: 'string', value: 'ID', help: 'who proposes', required: true },
    country: { type: 'string', value: 'CC', help: 'of the member', required: true },
    reason: { type: 'string', value: 'TEXT', help: 'for the officers; no patient data', required: true },
    status: {
      type: 'string',
      value: 'STATUS',
      help: 'in this country: open, paused, closed or not-open (default open)',
    },
    id: { type: 'string', value: 'ID', help: 'a registered cohort, in the place of COHORT: propose its status' },
    endpoint: endpointOption,
    design: designOption,
    node: { type: 'string', value: 'DIR', help: 'against the catalogue in force on this node' },
    catalogue: { type: 'string', value: 'FILE', help: 'against this one' },
    json: jsonOption,
  },
  notes: 'It changes nothing by itself: send it to the federation officers, who write it into the next catalogue.',
  async run(given, terminal) {
    const [cohort] = given.positionals
    const id = given.text('id')
    if ((cohort === undefined) === (id === undefined)) {
      throw new NodeError('usage/bad-argument', 'give a COHORT or --id ID', {
        hint: 'See: rose catalogue propose --help',
      })
    }
    const out = given.required('out')
    checkNew(out)
    const catalogue = await catalogueOf(given, 'catalogue')
    if (id !== undefined) checkRegistered(catalogue, id, 'cohort/bad-proposal')
    const status = readState(given.text('status') ?? 'open')
    const change = id === undefined ? await proposedCohort(cohort ?? '', given, terminal) : { kind: 'status', id }
    const proposal = parseProposal(terminologyOf(), {
      schema: 'catalogue-proposal/1',
      member: given.required('member'),
      country: given.required('country'),
      proposed: dayOf(systemClock),
      basedOn: { serial: catalogue.serial, sha256: documentHash(catalogue) },
      reason: given.required('reason'),
      change: {
        ...change,
        ...(change.kind === 'register' ? { design: given.text('design') ?? catalogue.designs[0].id } : {}),
        status,
      },
    })
    checkProposal(catalogue, proposal)
    writeWhole(out, `${JSON.stringify(proposal, null, 2)}\n`, 0o644)
    const json = given.flag('json')
    say(terminal, `Written to ${out}. It is proposed once the federation officers have it.`, { json })
    if (json) printJson(terminal, { file: out, sha256: documentHash(proposal), proposal })
    return 0
  },
}

async function proposedCohort(cohort: string, given: Given, terminal: Terminal) {
  const definition = await readCohortArgument(cohort, terminal.stdin)
  const key = definitionKey(definition)
  if (key === null) {
    throw new NodeError('cohort/bad-proposal', 'only a named cohort can be registered', {
      hint: 'Give all three parts, none of them wider: tumour:CODE alteration:TEXT drug:INN',
    })
  }
  const label = explainDefinition(terminologyOf(), { ...definition, endpoint: null })
  return { kind: 'register', key, label, endpoint: readEndpoint(given) }
}

export const catalogueSign: Command = {
  positionals: ['FILE'],
  options: {
    dir: { type: 'string', value: 'DIR', help: "the officer's folder", required: true },
    previous: { type: 'string', value: 'FILE', help: 'the one before, to read what changes' },
    out: {
      type: 'string',
      value: 'FILE',
      help: 'where to write it (default FILE.signed.json, or FILE where it is signed)',
    },
    yes: { type: 'boolean', help: 'sign without being asked, after reading what it changes' },
    json: jsonOption,
  },
  notes: 'Give the file that it writes to a second officer, who runs this command with it.',
  async run(given, terminal) {
    const [path = ''] = given.positionals
    const text = readCatalogueText(readTextFile(path))
    const json = given.flag('json')
    const previous = given.text('previous')
    const before = previous === undefined ? await catalogueOf(given, 'file') : readCatalogueFile(previous).catalogue
    const { added, removed, changed } = compareCatalogues(before, text.catalogue)
    const { serial, version, validUntil, cohorts } = text.catalogue
    say(
      terminal,
      `Serial ${serial} (${version}), valid until ${validUntil}: ${cohorts.length} cohorts; ${added.length} new, ${removed.length} gone, ${changed.length} changed.\nSHA-256 ${text.sha256}`,
      { json },
    )
    await checkAgreed(given.flag('yes'), terminal)
    const signed = await signCatalogue(text, openOffice(given.required('dir')).key)
    const out = given.text('out') ?? (text.signed === null ? `${path.replace(/\.json$/, '')}.signed.json` : path)
    if (out !== path && existsSync(out)) checkNew(out)
    writeWhole(out, signed, 0o644)
    const signatures = (JSON.parse(signed) as { signatures: unknown[] }).signatures.length
    say(terminal, `${signatures} signature(s): ${out}`, { json })
    if (json) printJson(terminal, { file: out, serial, sha256: text.sha256, signatures })
    return 0
  },
}

async function checkAgreed(yes: boolean, terminal: Terminal): Promise<void> {
  if (yes) return
  if (!canAsk(terminal))
    throw new NodeError('usage/bad-argument', '--yes is missing', { hint: 'Nobody can be asked here.' })
  if (!(await confirm(terminal, 'Sign this?'))) throw new NodeError('usage/interrupted', 'nothing was signed')
}
