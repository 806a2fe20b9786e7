/** Generated subjects of a data cut, from a seed: no person, no plausible course of any disease, every corner of the layout. */
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'
import { type Random, seededRandom } from '../../src/synthetic/random.ts'

export interface GeneratedSubject {
  readonly pseudonym: string
  readonly tumour: string | null
  readonly recommended: boolean | null
  readonly findings: readonly string[]
  readonly enrolments: readonly EnrolmentRow[]
}

const OWN_TUMOURS = [
  null,
  'COAD',
  'READ',
  'COADREAD',
  'BOWEL',
  'PAAD',
  'PANCREAS',
  'LUAD',
  'LUSC',
  'NSCLC',
  'LUNG',
  'IHCH',
  'CHOL',
  'UM',
  'MEL',
  'GB',
] as const
const COHORT_TUMOURS = [
  'PAN',
  'COADREAD',
  'PANCREAS',
  'NSCLC',
  'CHOL',
  'MEL',
  'BREAST,OVARY',
  'CHOL,PANCREAS',
  null,
] as const
export const FINDINGS = [
  'V:HGNC:6407:p.Gly12Cys',
  'V:HGNC:6407:p.Gly12Asp',
  'V:HGNC:6407:p.Gln61His',
  'C:HGNC:6407:p.Gly12',
  'G:HGNC:6407:mut',
  'V:HGNC:1097:p.Val600Glu',
  'V:HGNC:1097:p.Lys601Glu',
  'G:HGNC:1097:act!p.Val600',
  'X:HGNC:3236:ex20:ins',
  'V:HGNC:3236:p.Asp770_Asn771insSerValAsp',
  'E:HGNC:3430:pos',
  'G:HGNC:3430:amp',
  'G:HGNC:3430:gain',
  'F:HGNC:1316::HGNC:427',
  'F:HGNC:427:*',
  'P:TMB:high@10',
  'P:TMB:high@20',
  'P:MSI:H',
  'P:MMR:d',
] as const
const COHORT_ALTERATIONS = [
  ...FINDINGS,
  'G:HGNC:1100:lof,G:HGNC:1101:lof',
  'P:MMR:d,P:MSI:H',
  'V:HGNC:6407:p.Gly12Asp,V:HGNC:6407:p.Gly12Cys',
  null,
] as const
export const DRUG_SETS = [
  'sotorasib',
  'panitumumab+sotorasib',
  'dabrafenib',
  'dabrafenib+trametinib',
  'trametinib',
  'nivolumab',
  'ipilimumab+nivolumab',
  'pembrolizumab',
  'olaparib',
  null,
] as const
const REASONS = ['progressed', 'died', 'off-treatment', 'missed', 'unconfirmed-progression', 'not-assessable'] as const

/** Sorted by pseudonym. `board`: whether the source holds the tumour board's word. */
export function generateSubjects(count: number, seed: number, { board = false } = {}): GeneratedSubject[] {
  const random = seededRandom(String(seed))
  return Array.from({ length: count }, (_, at) => {
    const recommended = board ? random.pick([true, false, null]) : null
    const findings = FINDINGS.filter(() => random.chance(0.12))
    const enrolments = random.chance(0.3) ? 0 : random.chance(0.8) ? 1 : random.int(2, 4)
    return {
      pseudonym: `p1-${at.toString(16).padStart(32, '0')}`,
      tumour: random.pick(OWN_TUMOURS),
      recommended,
      findings,
      enrolments: Array.from({ length: enrolments }, (__, index) => anEnrolment(index + 1, random)),
    }
  })
}

function anEnrolment(number: number, random: Random): EnrolmentRow {
  const tumour = random.pick(COHORT_TUMOURS)
  const alteration = random.pick(COHORT_ALTERATIONS)
  const drugs = random.pick(DRUG_SETS)
  const cohortKey =
    tumour === null || alteration === null || drugs === null ? null : `v1|${tumour}|${alteration}|${drugs}`
  const cohort = {
    number,
    localName: `Synthetic ${random.int(1, 9)}`,
    cohortKey,
    cohortGroup: cohortKey ?? `${tumour} ${alteration} ${drugs}`,
    cohortLabel: 'Synthetic',
    tumour,
    alteration,
    drugs,
  }
  return random.chance(0.2) ? { ...cohort, ...UNTREATED } : { ...cohort, ...aTreatment(random) }
}

type Facts = Omit<
  EnrolmentRow,
  'number' | 'localName' | 'cohortKey' | 'cohortGroup' | 'cohortLabel' | 'tumour' | 'alteration' | 'drugs'
>

const UNTREATED: Facts = {
  treated: false,
  startQuarter: null,
  startDay: null,
  mature: false,
  awaiting: false,
  evaluable: false,
  diseaseControl: null,
  noControlReason: null,
  bestResponse: null,
  confirmedResponse: null,
  pfsDays: null,
  pfsEvent: null,
  osDays: null,
  osEvent: null,
  grade3Related: false,
  grade3RelatedOrUnknown: false,
  serious: false,
  grade3RelatedEvents: 0,
  seriousEvents: 0,
  respondedDays: null,
  responseDays: null,
  responseEvent: null,
  onTreatmentDays: null,
  onTreatmentEvent: null,
  qualityOfLifeChange: null,
}

function aTreatment(random: Random): Facts {
  const mature = random.chance(0.8)
  const control = mature ? random.chance(0.4) : null
  const bestResponse = random.pick(['CR', 'PR', 'SD', 'PD', 'NE'] as const)
  const responded = bestResponse === 'CR' || bestResponse === 'PR'
  const bit = () => (random.chance(0.6) ? 1 : 0)
  const grade3Related = random.chance(0.3)
  const serious = random.chance(0.3)
  return {
    treated: true,
    startQuarter: `${random.int(2021, 2023)}-Q${random.int(1, 4)}`,
    startDay: random.int(0, 30) * 10,
    mature,
    awaiting: random.chance(0.2),
    evaluable: mature && random.chance(0.8),
    diseaseControl: control,
    noControlReason: control === false ? random.pick(REASONS) : null,
    bestResponse,
    confirmedResponse: responded && random.chance(0.5) ? random.pick(['CR', 'PR'] as const) : null,
    pfsDays: random.pick([0, 1, 28, 29, 56, random.int(0, 900)]),
    pfsEvent: bit(),
    osDays: random.pick([0, 28, random.int(0, 2000)]),
    osEvent: bit(),
    grade3Related,
    grade3RelatedOrUnknown: grade3Related || random.chance(0.2),
    serious,
    grade3RelatedEvents: grade3Related ? random.int(1, 3) : 0,
    seriousEvents: serious ? random.int(1, 2) : 0,
    respondedDays: responded ? random.int(20, 120) : null,
    responseDays: responded ? random.int(0, 300) : null,
    responseEvent: responded ? bit() : null,
    onTreatmentDays: random.int(0, 500),
    onTreatmentEvent: bit(),
    qualityOfLifeChange: mature ? random.pick(['improved', 'stable', 'worse', null] as const) : null,
  }
}
