/** Finnish words of a JSON export; the mapping `finprove-finland` reads them. */
import type { Cohort } from './cohorts.ts'
import type { PlainEvent, PlainReason, PlainSubject } from './plain-facts.ts'
import type { VisitCode } from './story.ts'

export const FINNISH = {
  sex: { M: 'mies', F: 'nainen' },
  tumours: {
    pancreas: 'haimasyöpä',
    'bile-duct': 'kolangiokarsinooma',
    colorectal: 'suolistosyöpä',
    lung: 'ei-pienisoluinen keuhkosyöpä',
    prostate: 'eturauhassyöpä',
    'salivary-gland': 'sylkirauhassyöpä',
    endometrium: 'kohdunrungon syöpä',
    glioblastoma: 'glioblastooma',
    pan: 'kiinteät kasvaimet',
    'biliary-tract': 'sappitiesyöpä',
    melanoma: 'melanooma',
  } as Readonly<Record<string, string>>,
  criteria: { 'RECIST1.1': 'RECIST 1.1', iRECIST: 'iRECIST', RANO: 'RANO' } as const satisfies Record<
    Cohort['criterion'],
    string
  >,
  visits: {
    V00: 'lähtötilanne',
    V02: 'viikko 8',
    V03: 'viikko 16',
    V04: 'viikko 26',
    V05: 'viikko 39',
    V06: 'viikko 52',
    V07: 'viikko 65',
    V08: 'viikko 78',
    V09: 'viikko 91',
    V10: 'viikko 104',
  } as const satisfies Record<VisitCode, string>,
  reasons: {
    toxicity: 'haittavaikutus',
    progression: 'taudin eteneminen',
    refusal: 'potilaan toive',
    deterioration: 'voinnin huononeminen',
    completed: 'suunnitelman mukaan',
    other: 'muu',
  } as const satisfies Record<PlainReason, string>,
  status: { alive: 'elossa', dead: 'kuollut', lost: 'kadonnut seurannasta', '': '' } as const satisfies Record<
    PlainSubject['status'],
    string
  >,
  relations: {
    related: 'liittyy',
    'not-related': 'ei liity',
    unknown: 'mahdollinen',
    '': '',
  } as const satisfies Record<PlainEvent['drugs'][number]['relation'], string>,
  routes: { iv: 'suoneen', oral: 'suun kautta' },
  scopes: { data: 'tiedot', treatment: 'hoito' },
  withdrewInWords: 'potilas on perunut suostumuksensa puhelimitse',
}
