/**
 * Variants (LOINC 69548-6) of Genomics Reporting STU2 and STU3, mCODE and the German tumour board module. Only what is
 * reported as present is an alteration: absent, no call, indeterminate and a missing value are none.
 */
import type { Alteration } from '../../../model/generated/common-record.ts'
import { type Element, elementsOf } from '../element.ts'
import { GENOMICS_TO_BE_DETERMINED, LOINC, SEQUENCE_ONTOLOGY } from '../systems.ts'
import { codingsOf, hasCode, wordsOf } from './codings.ts'
import { componentsWith, componentWith, fractionOf, hgvsOf, numberOf } from './components.ts'
import { dateOf, effectiveDate } from './dates.ts'
import { type GeneRead, geneOf } from './genes.ts'
import type { SourceResource } from './references.ts'
import { ofType, type SubjectContext } from './subject.ts'

const VARIANT = '69548-6'
const PRESENT = 'LA9633-4'
/** Changes that join two places: two genes with one of these are a fusion. */
const JOINING: readonly string[] = ['SO:1000044', 'SO:0002062']
const BOARD =
  'https://www.medizininformatik-initiative.de/fhir/ext/modul-mtb/CodeSystem/mii-cs-mtb-molekulare-biomarker'
const BOARD_COPY_NUMBER = 'http://bwhc.de/mtb/genetics-copy-number-variant'

export function variantsOf(context: SubjectContext): Alteration[] {
  return ofType(context, 'Observation')
    .filter(({ resource }) => hasCode(resource['code'], LOINC, [VARIANT]))
    .flatMap(source => {
      const genes = genesIn(source, context)
      const isPresent = hasCode(source.resource['valueCodeableConcept'], LOINC, [PRESENT])
      return isPresent ? [variantOf(source, genes, context)] : []
    })
}

/** Read of every variant, also of an absent one: a gene that contradicts itself is remarked upon all the same. */
function genesIn(source: SourceResource, context: SubjectContext): readonly GeneRead[] {
  return componentsWith(source.resource, '48018-6').flatMap(
    one => geneOf(one['valueCodeableConcept'], source, context) ?? [],
  )
}

function variantOf(source: SourceResource, genes: readonly GeneRead[], context: SubjectContext): Alteration {
  const { resource } = source
  const hgvs = hgvsOf(resource)
  const fraction = fractionOf(componentsWith(resource, '81258-6')[0])
  if (fraction !== undefined && 'unclear' in fraction) context.note('unit-unclear', source, 'component.valueQuantity')
  return {
    origin: source.origin,
    key: source.key,
    ...kindOf(source, genes, context),
    hgvsP: hgvs.protein,
    hgvsC: hgvs.coding,
    transcript: transcriptOf(source, hgvs.transcript, context),
    vaf: fraction !== undefined && 'value' in fraction ? fraction.value : null,
    sourceClass: sourceClassOf(resource),
    specimenKey: context.references.find(resource['specimen'])?.key ?? null,
    reported: dateOf(resource['issued']) ?? effectiveDate(resource),
  }
}

type Kind = Pick<
  Alteration,
  'text' | 'class' | 'gene' | 'geneDisplay' | 'partner' | 'orientation' | 'cnaKind' | 'copyNumber'
>

function kindOf(source: SourceResource, genes: readonly GeneRead[], context: SubjectContext): Kind {
  const { resource } = source
  const five = geneOf(componentWith(resource, BOARD, 'five-prime-gene')?.['valueCodeableConcept'], source, context)
  const three = geneOf(componentWith(resource, BOARD, 'three-prime-gene')?.['valueCodeableConcept'], source, context)
  if (five !== undefined && three !== undefined) return fusion(five, three, 'known')
  const [first, second, third] = genes
  const changes = changeTypesOf(resource)
  if (
    first !== undefined &&
    second !== undefined &&
    third === undefined &&
    changes.some(one => JOINING.includes(one))
  ) {
    return fusion(first, second, 'unknown')
  }
  // Several genes with one change are no fusion by themselves, and nobody can tell which gene has it.
  const gene = second === undefined ? first : undefined
  const copy = copyNumberOf(resource, changes)
  const named = gene === undefined ? {} : { gene: gene.gene, geneDisplay: gene.display }
  if (copy !== undefined) return { text: null, class: 'cna', ...named, ...copy }
  return { text: second === undefined ? textOf(resource, gene) : null, class: 'snv-indel', ...named }
}

function fusion(gene: GeneRead, partner: GeneRead, orientation: 'known' | 'unknown'): Kind {
  const { gene: name, display } = gene
  return { text: null, class: 'fusion', gene: name, geneDisplay: display, partner: partner.gene, orientation }
}

/** Sequence Ontology codes; STU2 files them under a component of its own. */
function changeTypesOf(resource: Element): readonly string[] {
  const components = [
    ...componentsWith(resource, '48019-4'),
    ...elementsOf(resource, 'component').filter(one =>
      hasCode(one['code'], GENOMICS_TO_BE_DETERMINED, ['molecular-consequence']),
    ),
  ]
  return components
    .flatMap(one => codingsOf(one['valueCodeableConcept']))
    .filter(({ system }) => system === SEQUENCE_ONTOLOGY)
    .map(({ code }) => code)
}

/** A gain is no amplification unless the source says high-level. */
type CopyNumberKind = NonNullable<Alteration['cnaKind']>

const COPY_NUMBER_CHANGES: ReadonlyMap<string, CopyNumberKind | null> = new Map([
  ['SO:0001742', 'gain'],
  ['SO:0001743', 'loss'],
  ['SO:0001019', null],
])
const BOARD_KINDS: ReadonlyMap<string, CopyNumberKind> = new Map([
  ['high-level-gain', 'amp'],
  ['low-level-gain', 'gain'],
  ['loss', 'loss'],
  ['complete-loss', 'homdel'],
])

function copyNumberOf(resource: Element, changes: readonly string[]): Pick<Kind, 'cnaKind' | 'copyNumber'> | undefined {
  const copyNumber = numberOf(componentsWith(resource, '82155-3')[0])
  const board = elementsOf(resource, 'component')
    .flatMap(one => codingsOf(one['valueCodeableConcept']))
    .filter(({ system }) => system === BOARD || system === BOARD_COPY_NUMBER)
    .map(({ code }) => BOARD_KINDS.get(code))
    .find(kind => kind !== undefined)
  if (board !== undefined) return { cnaKind: board, copyNumber }
  const change = changes.find(code => COPY_NUMBER_CHANGES.has(code))
  if (change === undefined && copyNumber === null) return undefined
  return { cnaKind: (change === undefined ? null : COPY_NUMBER_CHANGES.get(change)) ?? null, copyNumber }
}

/** Words are read only where no part names the change: a fusion as text, a karyotype. */
function textOf(resource: Element, gene: GeneRead | undefined): string | null {
  const hgvs = hgvsOf(resource)
  if (hgvs.protein !== null || hgvs.coding !== null) return null
  const variation = componentsWith(resource, '81252-9')[0]?.['valueCodeableConcept']
  const karyotype = componentsWith(resource, '81291-7')[0]?.['valueCodeableConcept']
  const code = codingsOf(karyotype)[0]?.code
  if (gene === undefined) return wordsOf(variation) ?? wordsOf(karyotype) ?? code ?? hgvs.genomic
  return null
}

/** The accession of the coding change, which names what it counts on; one beside it that differs is remarked upon. */
function transcriptOf(source: SourceResource, ofChange: string | null, context: SubjectContext): string | null {
  const component = componentsWith(source.resource, '51958-7')[0]
  const beside = codingsOf(component?.['valueCodeableConcept']).find(({ code }) => code !== '')?.code ?? null
  if (ofChange !== null && beside !== null && withoutVersion(ofChange) !== withoutVersion(beside)) {
    context.note('transcript-conflict', source, 'component.valueCodeableConcept')
  }
  return ofChange ?? beside
}

function withoutVersion(accession: string): string {
  return accession.replace(/\.\d+$/, '')
}

function sourceClassOf(resource: Element): NonNullable<Alteration['sourceClass']> {
  const value = componentsWith(resource, '48002-0')[0]?.['valueCodeableConcept']
  if (hasCode(value, LOINC, ['LA6684-0'])) return 'somatic'
  return hasCode(value, LOINC, ['LA6683-2']) ? 'germline' : 'unknown'
}
