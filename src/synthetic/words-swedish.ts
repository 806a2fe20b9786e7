/** Swedish words of an OMOP database; the mapping `focuse-sweden` reads them. */
import type { PlainEvent, PlainReason, PlainSubject } from './plain-facts.ts'
import type { VisitCode } from './story.ts'

export const SWEDISH = {
  sex: { M: 'man', F: 'kvinna' },
  tumours: {
    pancreas: 'bukspottkörtelcancer',
    'bile-duct': 'kolangiokarcinom',
    colorectal: 'kolorektal cancer',
    lung: 'icke-småcellig lungcancer',
    prostate: 'prostatacancer',
    'salivary-gland': 'spottkörtelcancer',
    endometrium: 'endometriecancer',
    glioblastoma: 'glioblastom',
    pan: 'solida tumörer',
    'biliary-tract': 'gallvägscancer',
    melanoma: 'melanom',
  } as Readonly<Record<string, string>>,
  visits: {
    V00: 'baslinje',
    V02: 'vecka 8',
    V03: 'vecka 16',
    V04: 'vecka 26',
    V05: 'vecka 39',
    V06: 'vecka 52',
    V07: 'vecka 65',
    V08: 'vecka 78',
    V09: 'vecka 91',
    V10: 'vecka 104',
  } as const satisfies Record<VisitCode, string>,
  reasons: {
    toxicity: 'biverkning',
    progression: 'progress',
    refusal: 'patientens önskan',
    deterioration: 'klinisk försämring',
    completed: 'avslutad enligt protokoll',
    other: 'annat',
  } as const satisfies Record<PlainReason, string>,
  status: { alive: 'vid liv', dead: 'avliden', lost: 'ej följd', '': '' } as const satisfies Record<
    PlainSubject['status'],
    string
  >,
  relations: {
    related: 'relaterad',
    'not-related': 'ej relaterad',
    unknown: 'möjligen relaterad',
    '': '',
  } as const satisfies Record<PlainEvent['drugs'][number]['relation'], string>,
  scopes: { data: 'data', treatment: 'behandling' },
  withdrewInWords: 'patienten har återkallat sitt samtycke per telefon',
  yesNo: (is: boolean): string => (is ? 'ja' : 'nej'),
}
