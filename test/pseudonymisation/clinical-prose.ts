/** Synthetic clinical sentences without any identifier, from templates in six languages; no patient is meant. */

const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  NO: [
    'Pasienten startet kur {n} med {drug} {date}, tålte behandlingen godt.',
    'CT {date} viser stabil sykdom, største lesjon {mm} mm.',
    'Innlagt med feber og hoste, CRP {lab}, fikk antibiotika i {n} dager.',
    'Pas. har smerter i høyre skulder, økte dosen til {dose} mg x 2.',
    'Kvalme grad {n}, ga {dose} mg metoklopramid ved behov.',
    'Avsluttet behandling grunnet progresjon i lever, uke {week}.',
    'Batch {lot}, utløpsdato {date}.',
    'Luftveisinfeksjon {date}, ingen tegn til pneumoni.',
    'Blodtrykk {bp}, puls {lab}, Hb {hb}.',
    'Pt. Stabil. Fortsetter {drug} uendret.',
    'Kontrolleres hver {n}. uke ved Radiumhospitalet.',
  ],
  SE: [
    'Patienten fick cykel {n} av {drug} den {date} utan biverkningar.',
    'DT buk {date}: oförändrade metastaser, {mm} mm.',
    'Illamående grad {n}, ondansetron {dose} mg vid behov.',
    'Feber sedan {n} dagar, CRP {lab}. Antibiotika insatt.',
    'Blodtryck {bp}, vikt {lab} kg.',
    'Urinvägsinfektion behandlad i {n} dagar.',
  ],
  DK: [
    'Patienten har fået {n}. serie {drug} {date} uden problemer.',
    'CT-skanning {date} viser partiel respons, {mm} mm.',
    'Kvalme grad {n}, behandlet med {dose} mg.',
    'Indlagt med feber, CRP {lab}, udskrevet efter {n} dage.',
    'Blodtryk {bp}, puls {lab}.',
    'Batch nr. {lot} anvendt.',
  ],
  FI: [
    'Potilas sai {n}. {drug}-hoidon {date}, ei haittoja.',
    'TT {date}: tauti stabiili, suurin muutos {mm} mm.',
    'Pahoinvointi aste {n}, lääkitys {dose} mg.',
    'Verenpaine {bp}, Hb {lab}.',
    'Hoito keskeytetty viikolla {week} etenemisen vuoksi.',
  ],
  NL: [
    'Patiënt kreeg kuur {n} met {drug} op {date}, goed verdragen.',
    'CT {date}: stabiele ziekte, grootste laesie {mm} mm.',
    'Misselijkheid graad {n}, waarvoor {dose} mg metoclopramide.',
    'Opname wegens koorts, CRP {lab}, na {n} dagen naar huis.',
    'Bloeddruk {bp}, gewicht {lab} kg.',
    'Lotnummer {lot}, toegediend zonder problemen.',
  ],
  GB: [
    'Patient received cycle {n} of {drug} on {date} and tolerated it well.',
    'CT {date} shows partial response; largest lesion {mm} mm.',
    'Grade {n} nausea, given ondansetron {dose} mg.',
    'Pt. Started prophylaxis in week {week}.',
    'Admitted with fever, CRP {lab}; discharged after {n} days.',
    'Blood pressure {bp}, heart rate {lab}, Hb {hb}.',
    'Lot {lot}, expiry {date}.',
    'Patient Reported Outcomes completed; ECOG {n}. Next visit {date}.',
    'ERBB2 p.Val600Glu, VAF 0.{lab}, TMB {hb} mut/Mb, NCT04817956.',
    'EudraCT 2020-004414-35, visit {n}, dose reduced by {lab} %.',
  ],
}

const DRUGS = [
  'trastuzumab',
  'Pertuzumab',
  'Tafinlar (Dabrafenib)',
  'Mekinist',
  'nivolumab',
  'Olaparib',
  'Movicol (Makrogul)',
]

/** Small linear generator (Park and Miller), so that the corpus is the same on every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

export interface Sentence {
  readonly country: string
  readonly text: string
}

export function clinicalProse(perTemplate: number, seed = 20_240_501): Sentence[] {
  const below = randomFrom(seed)
  const two = (value: number) => String(value).padStart(2, '0')
  const dates = [
    () => `20${20 + below(6)}-${two(1 + below(12))}-${two(1 + below(28))}`,
    () => `${two(1 + below(28))}.${two(1 + below(12))}.20${20 + below(6)}`,
    () => `${1 + below(28)}/${1 + below(12)}-${20 + below(6)}`,
  ]
  const fillings: Readonly<Record<string, () => string>> = {
    n: () => String(1 + below(5)),
    drug: () => DRUGS[below(DRUGS.length)] ?? '',
    date: () => (dates[below(dates.length)] ?? dates[0] ?? String)(),
    mm: () => String(5 + below(90)),
    lab: () => String(10 + below(190)),
    dose: () => String(5 * (1 + below(160))),
    week: () => String(1 + below(52)),
    hb: () => `${7 + below(9)}.${below(10)}`,
    bp: () => `${100 + below(70)}/${55 + below(45)}`,
    lot: () => `${'ABCDEFGH'[below(8)]}${100_000 + below(900_000)}`,
  }
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => fillings[name]?.() ?? '')
  return Object.entries(SENTENCES).flatMap(([country, templates]) =>
    templates.flatMap(template => Array.from({ length: perTemplate }, () => ({ country, text: fill(template) }))),
  )
}
