/** Tumours: Condition. What the source coded is marked `userSelected`, what the node concluded is not. */
import type { RecordTumour } from '../../../model/generated/record.ts'
import { concept, type Draft, type Element, elementAt, elementsOf, putAt } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { extension, extensionOf } from '../places/extension.ts'
import { always, orNull, type Place, readAll, writeAll } from '../places/place.ts'
import { extensionTime } from '../places/time.ts'
import { HISTOLOGY, ICD10, ICDO3, ONCOTREE, ownCodes } from '../systems.ts'
import { ownValueSet } from '../value-set.ts'

const roles = ownValueSet('tumour-role', { primary: ['Tumour of the trial'], further: ['Further tumour'] })

const role: Place<RecordTumour> = {
  write(tumour, draft) {
    draft['category'] = [concept(...roles.codings(tumour.primary ? 'primary' : 'further'))]
  },
  read: element => ({ primary: elementsOf(element, 'category').map(roles.valueOf).includes('primary') }),
}

/** How sure the code is, on the element that holds it. */
const codePlaces: readonly Place<RecordTumour>[] = [
  extension('mapEquivalence', 'map-equivalence', 'valueCode'),
  orNull('reviewCode', extension('reviewCode', 'review-code', 'valueCode')),
]

const codes: Place<RecordTumour> = {
  write(tumour, draft, links) {
    const code: Draft = {}
    writeAll(codePlaces, tumour, code, links)
    const codings = [
      ...tumour.sourceCodes.map(({ system, code: source }) => ({ system, code: source, userSelected: true })),
      ...(tumour.oncotree === null ? [] : [{ system: ONCOTREE, code: tumour.oncotree }]),
      ...(tumour.icd10 === undefined ? [] : [{ system: ICD10, code: tumour.icd10 }]),
    ]
    if (codings.length > 0) code['coding'] = codings
    draft['code'] = code
  },
  read(element, links) {
    const code = elementAt(element, 'code')
    const codings = elementsOf(code, 'coding')
    const concluded = (system: string) =>
      codings.find(coding => coding['system'] === system && coding['userSelected'] !== true)?.['code']
    const icd10 = concluded(ICD10)
    return {
      ...readAll(codePlaces, code, links),
      sourceCodes: codings
        .filter(isSourceCode)
        .map(coding => ({ system: coding['system'], code: coding['code'], display: null })),
      oncotree: concluded(ONCOTREE) ?? null,
      ...(icd10 === undefined ? {} : { icd10 }),
    }
  },
}

function isSourceCode(coding: Element): boolean {
  return coding['userSelected'] === true
}

/** A code of a system as the only coding of a CodeableConcept. */
function codeOf(member: 'icdo3Topography' | 'stage', list: 'bodySite' | 'stage', system: string): Place<RecordTumour> {
  return {
    write(tumour, draft) {
      const code = tumour[member]
      if (code === undefined) return
      const written = concept({ system, code })
      draft[list] = [list === 'stage' ? { summary: written } : written]
    },
    read(element) {
      const [first] = elementsOf(element, list)
      const held = list === 'stage' ? elementAt(first ?? {}, 'summary') : (first ?? {})
      const code = elementsOf(held, 'coding')[0]?.['code']
      return code === undefined ? {} : { [member]: code }
    },
  }
}

/** Morphology stands where mCODE has it. */
const morphology: Place<RecordTumour> = {
  write({ icdo3Morphology: code }, draft) {
    if (code === undefined) return
    const held = { url: HISTOLOGY, valueCodeableConcept: concept({ system: ICDO3, code }) }
    putAt(draft, 'extension', [...elementsOf(draft, 'extension'), held])
  },
  read(element) {
    const held = elementAt(extensionOf(element, HISTOLOGY) ?? {}, 'valueCodeableConcept')
    const code = elementsOf(held, 'coding')[0]?.['code']
    return code === undefined ? {} : { icdo3Morphology: code }
  },
}

export const tumourKind: Kind<RecordTumour> = {
  name: 'tumour',
  resourceType: 'Condition',
  skeleton: (_, links) => ({ subject: links.reference('Patient', PATIENT_KEY) }),
  places: [
    role,
    codes,
    codeOf('icdo3Topography', 'bodySite', ICDO3),
    codeOf('stage', 'stage', ownCodes('stage')),
    morphology,
    extensionTime('diagnosisDay', 'diagnosis-time', { absent: 'missing' }),
    extension('metastatic', 'metastatic', 'valueBoolean'),
    always({ sourceText: null }),
  ],
}
