/** What a person may decide for a code, and what is near to it; nothing of this is ever taken by itself. */

import type { Mapping } from '../mapping/mapping.ts'
import { NodeError } from '../model/errors.ts'
import { type ConceptMaps, translate } from '../terminology/concept-map.ts'
import { normaliseDrugs } from '../terminology/drugs.ts'
import { foldGene, foldTumour } from '../terminology/fold.ts'
import { findGene, type Gene } from '../terminology/genes.ts'
import { nearCodes } from '../terminology/near-codes.ts'
import { normalise, normaliseAlteration } from '../terminology/normalise.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { normaliseTumour } from '../terminology/tumour.ts'
import { isTumourCode, panTumour } from '../terminology/tumour-tree.ts'
import { valuesOf } from './apply.ts'
import type { AskedCode } from './queue.ts'

export interface ReviewTables {
  readonly mapping: Mapping
  readonly terminology: Terminology
  /** Codes of each list of FHIR and what they mean; without them none can be decided. */
  readonly fhirCodes?: ReadonlyMap<string, readonly { readonly code: string; readonly value: string }[]>
}

export interface Proposal {
  readonly target: string
  /** In words, where the table has them. */
  readonly display: string | null
  /** What the code map says of it, or `near`: spelt alike. */
  readonly why: string
}

const MOST_PROPOSALS = 5

export function proposalsFor(asked: AskedCode, tables: ReviewTables): readonly Proposal[] {
  const found = kindOf(asked, tables).proposals()
  const seen = new Set<string>()
  return found.filter(({ target }) => !seen.has(target) && seen.add(target)).slice(0, MOST_PROPOSALS)
}

/** The target as it is kept. Throws `review/unknown-target`. */
export function checkTarget(asked: AskedCode, target: string, tables: ReviewTables): string {
  const known = kindOf(asked, tables).accept(target.trim())
  if (known !== null) return known
  throw new NodeError('review/unknown-target', WHAT[kindName(asked)], { hint: hintFor(asked, tables) })
}

/** Tables of the program and the mapping only; nothing of the source. */
function hintFor(asked: AskedCode, tables: ReviewTables): string {
  if (kindName(asked) === 'list') {
    const table = tables.mapping.codeLists.get(asked.vocabulary.slice('list:'.length))
    return `Values: ${table === undefined ? '' : [...valuesOf(table).keys()].join(', ')}`
  }
  if (kindName(asked) === 'fhir') {
    const list = asked.vocabulary.slice('fhir:'.length)
    const known = tables.fhirCodes?.get(list) ?? []
    return `Values: ${OPEN_LISTS[list] ?? [...new Set(known.map(({ value }) => value))].join(', ')}`
  }
  const near = proposalsFor(asked, tables).map(one => one.target)
  return near.length > 0 ? `Near to the code: ${near.join(', ')}` : 'See: rose review accept --help'
}

type Kind =
  | 'map'
  | 'list'
  | 'fhir'
  | 'drug'
  | 'tumour'
  | 'diagnosis'
  | 'alteration'
  | 'cohort-name'
  | 'gene'
  | 'finding'

const WHAT: Readonly<Record<Kind, string>> = {
  map: 'this is no target of the code map',
  list: 'this is no value of the code list',
  fhir: 'this is no value of the list of codes',
  drug: 'this is no drug of the tables; several are joined by +',
  tumour: 'this is no OncoTree code, and not PAN',
  diagnosis: 'this is no OncoTree code',
  alteration: 'this text names no alteration that can be read',
  gene: 'this is no gene of the tables',
  finding: 'this text names no one alteration that can be read',
  'cohort-name': 'this name is not biomarker/tumour/drug with every part known',
}

function kindName({ vocabulary }: AskedCode): Kind {
  return (vocabulary.split(':')[0] ?? '') as Kind
}

interface TargetKind {
  accept(target: string): string | null
  proposals(): readonly Proposal[]
}

function kindOf(asked: AskedCode, tables: ReviewTables): TargetKind {
  const name = asked.vocabulary.split(':')[1] ?? ''
  switch (kindName(asked)) {
    case 'map':
      return ofCodeMap(asked, name, tables.mapping)
    case 'list':
      return ofCodeList(asked, name, tables.mapping)
    case 'drug':
      return ofDrug(asked, tables.terminology)
    case 'tumour':
      return ofTumour(asked, tables)
    case 'diagnosis':
      return ofDiagnosis(asked, tables)
    case 'fhir':
      return ofFhirList(asked, name, tables)
    case 'gene':
      return ofGene(asked, tables.terminology)
    case 'alteration':
      return ofAlteration(asked, tables.terminology, 'selector')
    case 'finding':
      return ofAlteration(asked, tables.terminology, 'record')
    case 'cohort-name':
      return ofText(text => normalise(tables.terminology, { part: 'key', text }).status === 'ok')
  }
}

/** Targets of the map and of those that it asks, and spelling of its source codes. */
function ofCodeMap({ system, code }: AskedCode, name: string, { conceptMaps, mapUrls }: Mapping): TargetKind {
  const url = mapUrls.get(name) ?? ''
  const targets = targetsOf(conceptMaps, url)
  const translated = (text: string) => translate(conceptMaps, url, { system, code: text }).matches
  return {
    accept: target => (targets.has(target) ? target : null),
    proposals() {
      const own = translated(code).flatMap(match =>
        match.code === null ? [] : [{ target: match.code, display: match.display, why: match.equivalence }],
      )
      const sources = nearCodes(code, sourcesOf(conceptMaps, url)).flatMap(near =>
        translated(near).flatMap(match => (match.code === null ? [] : [nearOne(match.code, match.display)])),
      )
      const near = nearCodes(code, [...targets.keys()]).map(target => nearOne(target, targets.get(target) ?? null))
      return [...own, ...sources, ...near]
    },
  }
}

function targetsOf(maps: ConceptMaps, url: string): ReadonlyMap<string, string | null> {
  return new Map(
    reachable(maps, url).flatMap(({ groups }) =>
      groups.flatMap(({ elements }) =>
        [...elements.values()].flat().flatMap(one => (one.code === null ? [] : [[one.code, one.display] as const])),
      ),
    ),
  )
}

function sourcesOf(maps: ConceptMaps, url: string): string[] {
  return reachable(maps, url).flatMap(({ groups }) => groups.flatMap(({ elements }) => [...elements.keys()]))
}

/** `checkConceptMaps` has refused circles. */
function reachable(maps: ConceptMaps, url: string): NonNullable<ReturnType<ConceptMaps['get']>>[] {
  const map = maps.get(url)
  if (map === undefined) return []
  const others = map.groups.flatMap(({ unmapped }) =>
    unmapped !== null && 'otherMap' in unmapped ? [unmapped.otherMap] : [],
  )
  return [map, ...others.flatMap(other => reachable(maps, other))]
}

function ofCodeList({ code }: AskedCode, name: string, { codeLists }: Mapping): TargetKind {
  const table = codeLists.get(name)
  const values = table === undefined ? new Map() : valuesOf(table)
  const texts = table === undefined ? [] : [...table.texts.keys()]
  return {
    accept: target => (values.has(target) ? target : null),
    proposals: () => [
      ...nearCodes(code, texts).map(text => nearOne(String(table?.texts.get(text)), text)),
      ...nearCodes(code, [...values.keys()]).map(value => nearOne(value, null)),
    ],
  }
}

/** Lists whose values are not those of the record, by what their values are. */
function ofFhirList(asked: AskedCode, list: string, tables: ReviewTables): TargetKind {
  const known = ofFhirCodes(asked, tables.fhirCodes?.get(list) ?? [])
  switch (list) {
    case 'drug':
      return { ...ofDrug(asked, tables.terminology), proposals: known.proposals }
    case 'tumour':
      return { ...known, accept: ofDiagnosis(asked, tables).accept }
    case 'visit':
      return { ...known, accept: target => (PROTOCOL_VISIT.test(target) ? target : null) }
    default:
      return known
  }
}

/** In words, what is a value of each. */
const OPEN_LISTS: Readonly<Record<string, string>> = {
  drug: 'INNs joined by +',
  tumour: 'OncoTree codes',
  visit: 'V00 baseline, V02 week 8, V03 week 16, V04 week 26, V05 week 39 and so on',
}

const PROTOCOL_VISIT = /^V\d\d$/

function ofFhirCodes(
  { code }: AskedCode,
  known: readonly { readonly code: string; readonly value: string }[],
): TargetKind {
  const values = [...new Set(known.map(({ value }) => value))]
  return {
    accept: target => (values.includes(target) ? target : null),
    proposals: () => [
      ...nearCodes(code, values).map(value => nearOne(value, null)),
      ...nearCodes(
        code,
        known.map(one => one.code),
      ).flatMap(near => known.filter(one => one.code === near).map(({ value }) => nearOne(value, near))),
    ],
  }
}

function ofGene({ code }: AskedCode, { genes }: Terminology): TargetKind {
  const proposed = (symbol: string, hgnc: string) => ({ target: symbol, display: hgnc, why: 'near' })
  return {
    accept(target) {
      const found = findGene(genes, target)
      return 'gene' in found ? found.gene.symbol : null
    },
    proposals() {
      const found = findGene(genes, code)
      const either = 'gene' in found ? [] : found.proposals.flatMap(id => genes.byId.get(id) ?? [])
      const near = nearNames(genes, code)
      return [...either, ...near].map(({ symbol, hgnc }) => proposed(symbol, hgnc))
    },
  }
}

/** Genes whose symbol, previous symbol or alias is spelt alike; a name of two genes tells of neither. */
function nearNames(genes: Terminology['genes'], text: string): readonly Gene[] {
  const names = [...new Set(genes.lookups.flatMap(lookup => [...lookup.keys()]))]
  return nearCodes(foldGene(text), names).flatMap(name => {
    const found = findGene(genes, name)
    return 'gene' in found ? [found.gene] : []
  })
}

/** Decided by a text that is spelt so that it can be read; near is the same text with a gene that is spelt alike. */
function ofAlteration({ code }: AskedCode, terminology: Terminology, context: 'record' | 'selector'): TargetKind {
  const isRead = (text: string) => {
    const { canonical } = normaliseAlteration(terminology, text, { context })
    return canonical !== null && (context === 'selector' || !canonical.includes(','))
  }
  return {
    ...ofText(isRead),
    proposals() {
      const [first = '', ...rest] = code.split(' ')
      return nearNames(terminology.genes, first)
        .map(({ symbol }) => [symbol, ...rest].join(' '))
        .filter(isRead)
        .map(text => nearOne(text, null))
    },
  }
}

function ofDrug({ code }: AskedCode, { drugs }: Terminology): TargetKind {
  return {
    accept: target => normaliseDrugs({ ...drugs, decided: new Map() }, target).canonical,
    proposals: () =>
      nearCodes(code, [...drugs.names.keys()]).map(name => {
        const inns = drugs.names.get(name) ?? []
        return nearOne([...inns].sort().join('+'), inns.map(inn => drugs.inns.get(inn) ?? inn).join(' + '))
      }),
  }
}

function ofTumour({ code }: AskedCode, { terminology, mapping }: ReviewTables): TargetKind {
  const nodeName = (node: string) => terminology.tumours.nodes.get(node)?.name ?? null
  return {
    accept: target => (target === panTumour || isTumourCode(terminology, target) ? target : null),
    proposals() {
      const words = new Map<string, readonly string[]>()
      for (const [word, target] of terminology.tumourFacts.words)
        words.set(word, 'node' in target ? [target.node] : target.candidates)
      for (const [word, node] of terminology.tumourFacts.names) if (node !== null) words.set(word, [node])
      for (const { tumour, words: own } of mapping.siteVocabulary.tumourWords) {
        if (tumour !== null) for (const word of own) words.set(foldTumour(word), [tumour])
      }
      const folded = foldTumour(code)
      return [folded, ...nearCodes(folded, [...words.keys()])].flatMap(word =>
        (words.get(word) ?? []).map(node => nearOne(node, nodeName(node))),
      )
    },
  }
}

/** A tumour of one patient: its words are near to a node where codes beside them are passed over. */
function ofDiagnosis(asked: AskedCode, tables: ReviewTables): TargetKind {
  const { terminology } = tables
  const words = asked.code
    .split(', ')
    .filter(part => !CODE_OF_TUMOUR.test(part))
    .join(', ')
  return {
    accept: target => (target !== panTumour && isTumourCode(terminology, target) ? target : null),
    proposals() {
      const { proposals } = normaliseTumour(terminology, { text: words, sourceCode: asked.code.split(', ')[0] ?? '' })
      const nodeName = (node: string) => terminology.tumours.nodes.get(node)?.name ?? null
      const own = proposals.filter(node => isTumourCode(terminology, node)).map(node => nearOne(node, nodeName(node)))
      const near = ofTumour({ ...asked, code: words }, tables).proposals()
      return [...own, ...near.filter(({ target }) => target !== panTumour)]
    },
  }
}

const CODE_OF_TUMOUR = /^(?:[A-Z]\d\d(?:\.\d{1,3})?|\d{3,6}\/\d|\d+)$/

/** Decided by a text that is spelt so that it can be read. */
function ofText(isRead: (text: string) => boolean): TargetKind {
  return { accept: text => (isRead(text) ? text : null), proposals: () => [] }
}

function nearOne(target: string, display: string | null): Proposal {
  return { target, display, why: 'near' }
}
