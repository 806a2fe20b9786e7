/**
 * Alterations: Observation. Small variants, copy number alterations, fusions and exon-level findings are Genomics
 * Reporting variants; expression and signatures are its molecular biomarkers.
 */
import type { RecordAlteration } from '../../../model/generated/record.ts'
import { alterationClasses, copyNumberKinds, loinc, orientations, origins } from '../concepts.ts'
import { append, type Coding, concept, type Element, elementAt, elementsOf, hasCoding } from '../element.ts'
import type { Kind } from '../kind.ts'
import { type Links, PATIENT_KEY } from '../links.ts'
import { asCode, component, fromValueSet, ownComponent, plain, quantity } from '../places/component.ts'
import { always, orNull, type Place, usually } from '../places/place.ts'
import { reference } from '../places/reference.ts'
import { time } from '../places/time.ts'
import {
  DIAGNOSTIC_SERVICE,
  ENSEMBL,
  GENOMICS_BIOMARKER,
  GENOMICS_TO_BE_DETERMINED,
  GENOMICS_VARIANT,
  HGNC,
  HGVS,
  OBSERVATION_CATEGORY,
  ownCodes,
  ownExtension,
  REFSEQ,
} from '../systems.ts'
import { expression } from './expression.ts'
import { observationCode, signature } from './signatures.ts'

/** Approved symbol of an HGNC id, where the terminology knows it. */
export type GeneSymbol = (hgnc: string) => string | undefined

const LABORATORY = concept({ system: OBSERVATION_CATEGORY, code: 'laboratory', display: 'Laboratory' })
const GENETICS = concept({ system: DIAGNOSTIC_SERVICE, code: 'GE' })
const BIOMARKER = concept({ system: GENOMICS_TO_BE_DETERMINED, code: 'biomarker-category' })

export function isVariant({ class: kind }: Pick<RecordAlteration, 'class'>): boolean {
  return kind !== 'expression' && kind !== 'signature'
}

const alterationClass: Place<RecordAlteration> = {
  write(alteration, draft) {
    append(draft, 'category', concept(...alterationClasses.codings(alteration.class)))
  },
  read: element => ({
    class: elementsOf(element, 'category')
      .map(alterationClasses.valueOf)
      .find(one => one !== undefined),
  }),
}

const GENE = loinc('48018-6', 'Gene studied [ID]')
const PARTNER = ownExtension('fusion-partner')

/** Both genes of a fusion have the same component code: the partner is marked. */
function gene(member: 'geneHgnc' | 'partnerHgnc', symbolOf: GeneSymbol): Place<RecordAlteration> {
  const isPartner = member === 'partnerHgnc'
  return {
    write(alteration, draft) {
      const hgnc = alteration[member]
      if (hgnc === undefined) return
      const symbol = symbolOf(hgnc)
      append(draft, 'component', {
        ...(isPartner ? { extension: [{ url: PARTNER, valueBoolean: true }] } : {}),
        code: concept(GENE),
        valueCodeableConcept: concept({
          system: HGNC,
          code: hgnc,
          ...(symbol === undefined ? {} : { display: symbol }),
        }),
      })
    },
    read(element) {
      const found = elementsOf(element, 'component').find(
        one => hasCoding(one['code'], GENE) && isMarked(one) === isPartner,
      )
      const hgnc = elementsOf(elementAt(found ?? {}, 'valueCodeableConcept'), 'coding')[0]?.['code']
      return hgnc === undefined ? {} : { [member]: hgnc }
    },
  }
}

function isMarked(component: Element): boolean {
  return elementsOf(component, 'extension').some(one => one['url'] === PARTNER)
}

const inHgvs = (code: string): Coding => ({ system: HGVS, code })
const inTranscripts = (code: string): Coding => ({ system: code.startsWith('ENST') ? ENSEMBL : REFSEQ, code })
const inOwn =
  (list: string) =>
  (code: string): Coding => ({ system: ownCodes(list), code })

function skeleton(alteration: RecordAlteration, links: Links) {
  const variant = isVariant(alteration)
  return {
    status: 'final',
    category: variant ? [LABORATORY, GENETICS] : [LABORATORY, BIOMARKER],
    code: observationCode(alteration),
    subject: links.reference('Patient', PATIENT_KEY),
    ...(variant ? { valueCodeableConcept: concept(loinc('LA9633-4', 'Present')) } : {}),
  }
}

export function alterationKind(symbolOf: GeneSymbol): Kind<RecordAlteration> {
  return {
    name: 'alteration',
    resourceType: 'Observation',
    meets: alteration => [isVariant(alteration) ? GENOMICS_VARIANT : GENOMICS_BIOMARKER],
    skeleton,
    places: [
      alterationClass,
      orNull(
        'canonical',
        component('canonical', ownComponent('canonical', 'Canonical form'), asCode(inOwn('alteration'))),
      ),
      orNull(
        'reviewCode',
        component(
          'reviewCode',
          ownComponent('review-code', 'Why there is no canonical form'),
          asCode(inOwn('review-code')),
        ),
      ),
      gene('geneHgnc', symbolOf),
      gene('partnerHgnc', symbolOf),
      component('orientation', ownComponent('orientation', 'Order of the fusion partners'), fromValueSet(orientations)),
      component('hgvsP', loinc('48005-3', 'Amino acid change (pHGVS)'), asCode(inHgvs)),
      component('hgvsC', loinc('48004-6', 'DNA change (c.HGVS)'), asCode(inHgvs)),
      component('transcript', loinc('51958-7', 'Transcript reference sequence [ID]'), asCode(inTranscripts)),
      component('isMane', ownComponent('mane-select', 'Transcript is MANE Select'), plain('valueBoolean')),
      component('exon', ownComponent('exon', 'Exon'), plain('valueString')),
      component('vaf', loinc('81258-6', 'Sample VAF'), quantity('1')),
      component('copyNumber', loinc('82155-3'), quantity('1')),
      component('cnaKind', loinc('48019-4', 'DNA change type'), fromValueSet(copyNumberKinds)),
      usually(
        'origin',
        'unknown',
        component('origin', loinc('48002-0', 'Genomic source class'), fromValueSet(origins)),
      ),
      component('escat', ownComponent('escat', 'ESCAT tier'), asCode(inOwn('escat'))),
      component('actionable', ownComponent('actionable', 'Actionable'), plain('valueBoolean')),
      reference('specimenId', 'specimen', 'Specimen'),
      time('reportedDay', '_issued', { absent: 'missing' }),
      expression,
      signature,
      always({ sourceText: null }),
    ],
  }
}
