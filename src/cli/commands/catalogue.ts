import { catalogueInForce, installCatalogue, readCatalogueText, verifyCatalogue } from '../../app/catalogue.ts'
import { terminologyOf } from '../../app/terminology.ts'
import type { Catalogue, CatalogueCohort } from '../../cohort/catalogue/catalogue.ts'
import { checkSuccessor, compareCatalogues } from '../../cohort/catalogue/compare.ts'
import { type Margin, marginsOf } from '../../cohort/catalogue/margins.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { describeDrugs } from '../../terminology/describe.ts'
import { nameOf } from '../../terminology/tumour-tree.ts'
import { type Command, type Given, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say, type Terminal } from '../terminal.ts'
import { catalogueOf, readCatalogueFile, readTextFile } from './catalogue-file.ts'

const optionalNode = { type: 'string', value: 'DIR', help: 'the one in force on this node' } as const

export const catalogueShow: Command = {
  positionals: ['[FILE]'],
  options: {
    node: optionalNode,
    find: { type: 'string', value: 'TEXT', help: 'only cohorts with these words in key or label', multiple: true },
    country: { type: 'string', value: 'CC', help: 'only cohorts that this country has told the status of' },
    margins: { type: 'boolean', help: 'numbers of cohorts by drugs, tissue and gene' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const [file] = given.positionals
    const catalogue = file === undefined ? await catalogueOf(given, 'file') : readCatalogueFile(file).catalogue
    const cohorts = catalogue.cohorts.filter(cohort => isAskedFor(cohort, given))
    if (given.flag('json')) {
      const margins = given.flag('margins')
        ? { margins: marginsInJson({ ...catalogue, cohorts: atLeastOne(cohorts) }) }
        : {}
      printJson(terminal, { ...catalogue, cohorts, ...margins })
      return 0
    }
    const { serial, version, issued, validUntil, synthetic } = catalogue
    const note = synthetic ? ' The status of cohorts is invented.' : ''
    say(
      terminal,
      `Catalogue ${version}, serial ${serial}, of ${issued}, valid until ${validUntil}: ${cohorts.length} of ${catalogue.cohorts.length} cohorts.${note}`,
    )
    if (given.flag('margins')) showMargins({ ...catalogue, cohorts: atLeastOne(cohorts) }, terminal)
    else say(terminal, cohortTable(cohorts))
    return 0
  },
}

function isAskedFor({ key, label, status }: CatalogueCohort, given: Given): boolean {
  const country = given.text('country')
  const words = given.all('find').map(word => word.toLowerCase())
  const text = `${key} ${label}`.toLowerCase()
  return words.every(word => text.includes(word)) && (country === undefined || status[country] !== undefined)
}

/** What is shown may be nothing; the type of a catalogue that holds has one cohort at least. */
function atLeastOne(cohorts: readonly CatalogueCohort[]): Catalogue['cohorts'] {
  return cohorts as Catalogue['cohorts']
}

/** With agreement and embargo where a cohort has one. */
function cohortTable(cohorts: readonly CatalogueCohort[]): string {
  const rows = cohorts.map(({ id, label, status, agreement, embargo }) => ({
    row: [id, label, Object.entries(status).map(stateInWords).join(', ')],
    terms: [
      ...(agreement === undefined ? [] : [`agreement ${agreement}`]),
      ...(embargo === undefined ? [] : [`embargo until ${embargo.until} (${embargo.reference})`]),
    ].join('; '),
  }))
  const hasTerms = rows.some(({ terms }) => terms !== '')
  return formatTable(
    ['id', 'cohort', 'status', ...(hasTerms ? ['terms'] : [])],
    rows.map(({ row, terms }) => [...row, ...(hasTerms ? [terms] : [])]),
  )
}

const stateInWords = ([country, state]: [string, string]): string => `${country} ${state}`

function marginsInJson(catalogue: Catalogue) {
  const { drugs, tissues, genes } = marginsOf(terminologyOf(), catalogue)
  const inJson = (margin: Margin) =>
    Object.fromEntries([...margin].map(([code, cohorts]) => [code, cohorts.map(({ id }) => id)]))
  return { drugs: inJson(drugs), tissues: inJson(tissues), genes: inJson(genes) }
}

function showMargins(catalogue: Catalogue, terminal: Terminal): void {
  const terminology = terminologyOf()
  const { drugs, tissues, genes } = marginsOf(terminology, catalogue)
  const names = {
    drugs: (code: string) => describeDrugs(terminology, code),
    tissue: (code: string) => nameOf(terminology, code),
    gene: (code: string) => terminology.genes.byId.get(code)?.symbol ?? code,
  }
  for (const [what, margin] of [
    ['drugs', drugs],
    ['tissue', tissues],
    ['gene', genes],
  ] as const) {
    const rows = [...margin]
      .map(([code, cohorts]) => [names[what](code), cohorts.length] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    say(terminal, formatTable([what, 'cohorts'], rows))
  }
}

export const catalogueCheck: Command = {
  positionals: ['FILE'],
  options: {
    previous: { type: 'string', value: 'FILE', help: 'the catalogue that it would take the place of' },
    node: { type: 'string', value: 'DIR', help: 'as this node would take it: signatures and serial too' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const text = readTextFile(given.positionals[0] ?? '')
    const { catalogue, sha256, signed } = readCatalogueText(text)
    const previous = given.text('previous')
    if (previous !== undefined) checkSuccessor(readCatalogueFile(previous).catalogue, catalogue)
    const node = given.text('node')
    const signedBy = node === undefined ? null : await checkForNode(node, text)
    const json = given.flag('json')
    const { serial, version, validUntil, cohorts } = catalogue
    const signatures =
      signedBy === null
        ? signed === null
          ? 'not signed'
          : 'signatures not checked (give --node)'
        : `signed by ${signedBy.join(' and ')}`
    say(
      terminal,
      `Serial ${serial} (${version}): ${cohorts.length} cohorts, valid until ${validUntil}, ${signatures}.\nSHA-256 ${sha256}`,
      { json },
    )
    if (json) printJson(terminal, { serial, version, validUntil, cohorts: cohorts.length, sha256, signedBy })
    return 0
  },
}

async function checkForNode(node: string, text: string): Promise<readonly string[]> {
  const config = readConfig(node)
  const { catalogue, sha256, signedBy } = await verifyCatalogue(config, text)
  const present = await catalogueInForce(config, systemClock)
  if (present.origin === 'federation' && present.sha256 !== sha256) checkSuccessor(present.catalogue, catalogue)
  return signedBy
}

export const catalogueDiff: Command = {
  positionals: ['A', '[B]'],
  options: { node: optionalNode, json: jsonOption },
  notes: 'Without B: what A changes against the catalogue of the node, or against the one of the program.',
  async run(given, terminal) {
    const [a = '', b] = given.positionals
    const first = readCatalogueFile(a).catalogue
    const [from, to] =
      b === undefined ? [await catalogueOf(given, 'file'), first] : [first, readCatalogueFile(b).catalogue]
    const difference = compareCatalogues(from, to)
    if (given.flag('json')) {
      printJson(terminal, difference)
      return 0
    }
    const lines = [
      ...difference.register.map(
        ({ member, from: before, to: after }) => `${member}: ${before ?? 'none'} -> ${after ?? 'none'}`,
      ),
      ...difference.added.map(({ id, label }) => `+ ${id} ${label}`),
      ...difference.removed.map(({ id, label }) => `- ${id} ${label}`),
      ...difference.changed.flatMap(({ id, label, changes }) =>
        changes.map(
          ({ member, from: before, to: after }) =>
            `~ ${id} ${label}: ${member} ${before ?? 'none'} -> ${after ?? 'none'}`,
        ),
      ),
    ]
    say(terminal, lines.length === 0 ? 'Nothing: they say the same.' : lines.join('\n'))
    return 0
  },
}

export const catalogueInstall: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, json: jsonOption },
  notes: 'The one before is kept beside it. Tables that are published keep the catalogue that they were made of.',
  async run(given, terminal) {
    const { catalogue, sha256, signedBy } = await installCatalogue(
      readConfig(given.required('node')),
      readTextFile(given.positionals[0] ?? ''),
      systemClock,
    )
    const json = given.flag('json')
    say(terminal, `Catalogue of serial ${catalogue.serial} is in force, signed by ${signedBy.join(' and ')}.`, { json })
    if (json) printJson(terminal, { serial: catalogue.serial, sha256, signedBy })
    return 0
  },
}
