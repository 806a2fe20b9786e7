/** One official file -> the document that a node keeps. Pure: text, clock and names come in. */
import type { TerminologyImport } from '../../model/generated/terminology-import.ts'
import { checkSchema } from '../../model/validation.ts'
import type { Terminology } from '../terminology.ts'
import { badFile, type ImportKind, type ReadContent } from './content.ts'
import { readAtc } from './read-atc.ts'
import { readHgnc } from './read-hgnc.ts'
import { readIcd10 } from './read-icd10.ts'
import { readOncotree } from './read-oncotree.ts'

export interface OfficialFile {
  readonly kind: ImportKind
  readonly text: string
  readonly file: TerminologyImport['file']
  /** Release as its publisher names it; read from the name of an OncoTree file where it is left out. */
  readonly version: string | undefined
  /** Left out: the publisher's usual terms. */
  readonly licence: string | undefined
  /** `YYYY-MM-DD`. */
  readonly importedOn: string
}

interface Publisher {
  readonly source: string
  readonly licence: string
}

const PUBLISHERS: Readonly<Record<ImportKind, Publisher>> = {
  oncotree: {
    source: 'OncoTree, Memorial Sloan Kettering Cancer Center, https://oncotree.mskcc.org',
    licence: 'CC BY 4.0',
  },
  hgnc: { source: 'HUGO Gene Nomenclature Committee, https://www.genenames.org', licence: 'CC0 1.0' },
  atc: {
    source: 'WHO Collaborating Centre for Drug Statistics Methodology, https://www.whocc.no',
    licence: 'copyright of the publisher; for this site only',
  },
  icd10: {
    source: 'World Health Organization, or the publisher of the national edition',
    licence: 'of the publisher; for this site only',
  },
}

/** Throws `terminology/bad-file` where the file is not what its kind asks, or is not whole. */
export function importFile(shipped: Terminology, official: OfficialFile): TerminologyImport {
  const { kind } = official
  const { content, leftOut } = readContent(shipped, official)
  const document = {
    schema: 'terminology-import/1',
    kind,
    version: versionOf(official),
    source: PUBLISHERS[kind].source,
    licence: official.licence ?? PUBLISHERS[kind].licence,
    importedOn: official.importedOn,
    file: official.file,
    leftOut,
    content,
  }
  return checkSchema<TerminologyImport>('urn:prime-rose:terminology-import/1', document, {
    code: 'terminology/bad-file',
    what: `${kind} file`,
  })
}

/** What the curated tables name must be in an official file, so that one that was cut off is noticed. */
function readContent({ tumours, genes, tumourFacts }: Terminology, { kind, text }: OfficialFile): ReadContent {
  switch (kind) {
    case 'oncotree':
      return readOncotree(
        text,
        [...tumours.nodes.values()].filter(node => node.parent === null).map(node => node.code),
      )
    case 'hgnc':
      return readHgnc(text, [...genes.byId.keys()])
    case 'atc':
      return readAtc(text)
    case 'icd10':
      return readIcd10(text, [...new Set([...tumourFacts.icd10.keys()].map(code => code.slice(0, 3)))])
  }
}

function versionOf({ kind, version, file }: OfficialFile): string {
  if (version !== undefined) return version
  const found = kind === 'oncotree' ? /(\d{4})[_-](\d{2})[_-](\d{2})/.exec(file.name) : null
  if (found !== null) return found.slice(1).join('-')
  throw badFile(kind, 'the file does not say which release it is', 'Give its release with --version.')
}
