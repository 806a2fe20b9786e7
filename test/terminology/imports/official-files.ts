/** Official-looking files made of the project's own tables, so that a test can break one of them in one place. */
import type { Terminology } from '../../../src/terminology/terminology.ts'

export interface OncotreeNode {
  code: string
  name: string
  parent: string
  history: string[]
  precursors: string[]
  revocations: string[]
}

/** As `api/tumorTypes` answers: a list. */
export function oncotreeList({ tumours }: Terminology): OncotreeNode[] {
  return [...tumours.nodes.values()].map(({ code, name, parent }) => ({
    code,
    name,
    parent: parent ?? 'TISSUE',
    history: [],
    precursors: [],
    revocations: [],
  }))
}

/** As the repository publishes it: a tree under `TISSUE`. */
export function oncotreeTree(list: readonly OncotreeNode[]): object {
  const childrenOf = (parent: string): object =>
    Object.fromEntries(
      list
        .filter(node => node.parent === parent)
        .map(node => [node.code, { ...node, children: childrenOf(node.code), mainType: node.name, level: 1 }]),
    )
  return { TISSUE: { code: 'TISSUE', name: 'Tissue', parent: null, children: childrenOf('TISSUE') } }
}

export interface HgncGene {
  readonly id: string
  readonly symbol: string
  readonly previous?: readonly string[]
  readonly aliases?: readonly string[]
  readonly mane?: string
  readonly status?: string
}

export function hgncGenes({ genes }: Terminology): HgncGene[] {
  return [...genes.byId.values()].map(gene => ({ id: gene.hgnc, symbol: gene.symbol }))
}

const HGNC_COLUMNS = 'hgnc_id\tsymbol\tname\tstatus\talias_symbol\tprev_symbol\tmane_select'

export function hgncTsv(genes: readonly HgncGene[]): string {
  const quoted = (names: readonly string[] = []) => (names.length > 1 ? `"${names.join('|')}"` : (names[0] ?? ''))
  const rows = genes.map(gene =>
    [
      gene.id,
      gene.symbol,
      `name of ${gene.symbol}`,
      gene.status ?? 'Approved',
      quoted(gene.aliases),
      quoted(gene.previous),
      quoted(gene.mane?.split('|')),
    ].join('\t'),
  )
  return `${[HGNC_COLUMNS, ...rows].join('\n')}\n`
}

export function hgncJson(genes: readonly HgncGene[]): string {
  const docs = genes.map(gene => ({
    hgnc_id: gene.id,
    symbol: gene.symbol,
    status: gene.status ?? 'Approved',
    alias_symbol: gene.aliases,
    prev_symbol: gene.previous,
    mane_select: gene.mane?.split('|'),
  }))
  return JSON.stringify({ response: { numFound: docs.length, docs } })
}

export const ATC = `ATC code,ATC level name
L,Antineoplastic and immunomodulating agents
L01,Antineoplastic agents
L01FD01,trastuzumab
L01FD04,trastuzumab deruxtecan
L01XY02,pertuzumab and trastuzumab
L01XX99,newdrugatinib
L04AX99,newdrugatinib
A01AB01,oldpaste
V03AB99,oldpaste
B06AA03,hyaluronidase
`

/** Every three-character category that the curated table names, and some that it does not. */
export function icd10Rows({ tumourFacts }: Terminology): [code: string, title: string][] {
  const categories = [...new Set([...tumourFacts.icd10.keys()].map(code => code.slice(0, 3)))]
  return [
    ...categories.map((code): [string, string] => [code, `Tumour of site ${code}`]),
    ['C34.9', 'Bronchus or lung, unspecified'],
    ['C78.7', 'Secondary malignant neoplasm of liver'],
    ['I10', 'Essential (primary) hypertension'],
  ]
}

export function icd10Csv(rows: readonly (readonly [string, string])[]): string {
  return `code;title\n${rows.map(([code, title]) => `${code};"${title}"`).join('\n')}\n`
}

export function icd10Claml(rows: readonly (readonly [string, string])[]): string {
  const classes = rows.map(
    ([code, title]) => `  <Class code="${code}" kind="category">
    <SuperClass code="${code.slice(0, 3)}"/>
    <Rubric kind="preferred"><Label xml:lang="en" xml:space="default">${title.replace('&', '&amp;')}</Label></Rubric>
    <Rubric kind="inclusion"><Label xml:lang="en">something else</Label></Rubric>
  </Class>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ClaML SYSTEM "ClaML.dtd">
<ClaML version="2.0.0">
  <Class code="II" kind="chapter"><Rubric kind="preferred"><Label xml:lang="en">Neoplasms</Label></Rubric></Class>
${classes.join('\n')}
</ClaML>
`
}
