/**
 * A generator of clinical free text of our own: a beginning, a finding and an end by chance, with the things that are taken
 * for identifiers in them: eponyms, capital words, lot numbers, trial ids, dates, times, values. No patient is meant, and no
 * sentence holds an identifier.
 */
import type { Sentence } from './clinical-prose.ts'

interface Parts {
  readonly openings: readonly string[]
  readonly findings: readonly string[]
  readonly endings: readonly string[]
}

const LANGUAGES: Readonly<Record<string, Parts>> = {
  NO: {
    openings: [
      'Pasienten møter til kontroll {date}.',
      'Innlagt {date} kl. {time} fra legevakt.',
      'Pas. ringer i dag.',
      'Kur {n} med {drug} gitt som planlagt.',
      'Tilsyn ved Radiumhospitalet.',
      'Telefonkontakt uke {week}.',
      'Pt. i god allmenntilstand, ECOG {ecog}.',
      'MDT-møte {date}:',
      'Sykepleier melder om lite matlyst.',
      'Ektefelle til stede ved samtalen.',
    ],
    findings: [
      'CT viser stabil sykdom, største lesjon {mm} mm (tidligere {mm} mm).',
      'Gleason {n}+{n}, PSA {value}, Karnofsky {dose}.',
      'Child-Pugh A, ALAT {lab} og ASAT {lab} U/L.',
      'Kvalme grad {n}, Afipran {dose} mg inntil {n} ganger daglig.',
      'Batch {lot}, utløper {date}, infundert over {lab} min.',
      'Blodtrykk {bp}, puls {lab}, temp {temp}, SpO2 {sat} %.',
      'Hb {value}, leukocytter {value}, trombocytter {lab}, kreatinin {lab}.',
      'Non-Hodgkin lymfom i sykehistorien, Crohns sykdom siden {year}.',
      'Inkludert i {trial}, EudraCT {eudract}.',
      'Biopsi fra lever: KRAS p.Gly12Cys, VAF 0.{lab}, TMB {value} mut/Mb.',
      'Fått Stesolid {n} mg og Furix {dose} mg i.v.',
      'Ultralyd ved Haukeland uten funn i Douglas.',
      'Papilleødem, Babinski negativ, Romberg negativ.',
      'PRO-skjema besvart: {n} {n} {ecog} {n} {n} {ecog} {n}.',
    ],
    endings: [
      'Fortsetter uendret.',
      'Ny kontroll om {n} uker.',
      'Seponerer {drug} grunnet progresjon.',
      'Reduserer til {dose} mg fra {date}.',
      'Avsluttet i uke {week}.',
      'Rtg. thorax {date} rekvirert.',
      'Pas. Informert.',
      '',
    ],
  },
  SE: {
    openings: [
      'Patienten kommer till mottagningen {date}.',
      'Inlagd {date} kl {time} på avdelning {n}.',
      'Cykel {n} av {drug} given.',
      'Pat. mår väl, ECOG {ecog}.',
      'MDK {date}:',
      'Telefonkontakt vecka {week}.',
      'Bedömd på Karolinska.',
      'Ssk rapporterar trötthet.',
      'Anhörig med vid samtalet.',
    ],
    findings: [
      'DT visar oförändrade metastaser, {mm} mm respektive {mm} mm.',
      'Gleason {n}+{n}, PSA {value}, Karnofsky {dose}.',
      'Illamående grad {n}, ondansetron {dose} mg vid behov.',
      'Blodtryck {bp}, puls {lab}, temp {temp}, saturation {sat} %.',
      'Hb {lab}, LPK {value}, TPK {lab}, kreatinin {lab}.',
      'Batch {lot}, utgångsdatum {date}.',
      'Child-Pugh B, ALAT {value}, bilirubin {lab}.',
      'Alvedon {dose} mg och Furix {dose} mg givna.',
      'Ingår i {trial}, EudraCT {eudract}.',
      'Känd Crohns sjukdom sedan {year}, Raynauds fenomen.',
      'NGS: BRAF p.Val600Glu, VAF 0.{lab}, TMB {value}.',
      'EQ-5D: {n} {n} {n} {ecog} {n}, VAS {lab}.',
      'Lugn mage, Murphys tecken negativt.',
      'Bukpalpation ua, Heberdens knutor på händerna.',
    ],
    endings: [
      'Fortsatt behandling.',
      'Återbesök om {n} veckor.',
      'Dosen sänks till {dose} mg från {date}.',
      'Avslutas vecka {week} på grund av progress.',
      'Remiss till Onkologen.',
      'Svar väntas {date}.',
      '',
    ],
  },
  DK: {
    openings: [
      'Patienten møder til kontrol {date}.',
      'Indlagt {date} kl. {time} via akutmodtagelsen.',
      'Serie {n} med {drug} givet.',
      'Pt. er velbefindende, PS {ecog}.',
      'Konference {date}:',
      'Telefonkontakt uge {week}.',
      'Set på Rigshospitalet.',
      'Spl. oplyser om træthed.',
      'Pårørende deltager.',
    ],
    findings: [
      'CT-skanning viser partiel respons, {mm} mm mod {mm} mm.',
      'Gleason {n}+{n}, PSA {value}.',
      'Kvalme grad {n}, Primperan {dose} mg ved behov.',
      'Blodtryk {bp}, puls {lab}, tp. {temp}, sat. {sat} %.',
      'Hgb {value}, leukocytter {value}, trombocytter {lab}, kreatinin {lab}.',
      'Batch nr. {lot}, udløb {date}.',
      'Child-Pugh A, ALAT {lab}, basisk fosfatase {lab}.',
      'Panodil {dose} mg og Furix {dose} mg givet.',
      'Indgår i {trial}, EudraCT {eudract}.',
      'Kendt Crohns sygdom siden {year}, Sjögrens syndrom.',
      'NGS: PIK3CA p.His1047Arg, VAF 0.{lab}, TMB {value}.',
      'Spørgeskema: {n} {n} {ecog} {n} {n}.',
      'Abdomen blødt, Murphy negativ.',
    ],
    endings: [
      'Fortsætter uændret.',
      'Ny tid om {n} uger.',
      'Dosis reduceres til {dose} mg fra {date}.',
      'Afsluttes uge {week} pga. progression.',
      'Svar afventes {date}.',
      'Pt. Orienteret.',
      '',
    ],
  },
  FI: {
    openings: [
      'Potilas tulee kontrolliin {date}.',
      'Osastolla {date} klo {time} alkaen.',
      'Kuuri {n}, {drug} annettu.',
      'Pot. hyvävointinen, ECOG {ecog}.',
      'Kokous {date}:',
      'Soitto viikolla {week}.',
      'Arvio HUS Syöpäkeskuksessa.',
      'Sairaanhoitaja kertoo väsymyksestä.',
    ],
    findings: [
      'TT:ssä tauti stabiili, suurin muutos {mm} mm (aiemmin {mm} mm).',
      'Gleason {n}+{n}, PSA {value}.',
      'Pahoinvointi aste {n}, Primperan {dose} mg tarvittaessa.',
      'Verenpaine {bp}, pulssi {lab}, lämpö {temp}, happisaturaatio {sat} %.',
      'Hb {lab}, leukosyytit {value}, trombosyytit {lab}, kreatiniini {lab}.',
      'Erä {lot}, viimeinen käyttöpäivä {date}.',
      'Child-Pugh A, ALAT {lab}, bilirubiini {lab}.',
      'Panadol {dose} mg ja Furesis {dose} mg annettu.',
      'Mukana tutkimuksessa {trial}, EudraCT {eudract}.',
      'Crohnin tauti vuodesta {year}, Sjögrenin oireyhtymä.',
      'NGS: EGFR p.Leu858Arg, VAF 0.{lab}, TMB {value}.',
      'Kysely: {n} {n} {ecog} {n} {n}.',
    ],
    endings: [
      'Hoito jatkuu.',
      'Kontrolli {n} viikon kuluttua.',
      'Annos {dose} mg {date} alkaen.',
      'Hoito päättyy viikolla {week}.',
      'Vastaus {date}.',
      '',
    ],
  },
  NL: {
    openings: [
      'Patiënt komt op controle {date}.',
      'Opname {date} om {time} via SEH.',
      'Kuur {n} met {drug} toegediend.',
      'Pt. in goede conditie, WHO {ecog}.',
      'MDO {date}:',
      'Belafspraak week {week}.',
      'Gezien in het Antoni van Leeuwenhoek.',
      'Verpleegkundige meldt vermoeidheid.',
      'Partner aanwezig bij gesprek.',
    ],
    findings: [
      'CT toont stabiele ziekte, grootste laesie {mm} mm (was {mm} mm).',
      'Gleason {n}+{n}, PSA {value}.',
      'Misselijkheid graad {n}, waarvoor metoclopramide {dose} mg.',
      'Bloeddruk {bp}, pols {lab}, temp {temp}, saturatie {sat} %.',
      'Hb {value}, leukocyten {value}, trombocyten {lab}, kreatinine {lab}.',
      'Lotnummer {lot}, houdbaar tot {date}.',
      'Child-Pugh A, ALAT {lab}, bilirubine {lab}.',
      'Paracetamol {dose} mg en Lasix {dose} mg gegeven.',
      'Deelname aan {trial}, EudraCT {eudract}.',
      'Bekend met ziekte van Crohn sinds {year}, M. Bechterew.',
      'NGS: MET exon 14 skipping, VAF 0.{lab}, TMB {value}.',
      'Vragenlijst: {n} {n} {ecog} {n} {n}.',
    ],
    endings: [
      'Behandeling ongewijzigd.',
      'Terug over {n} weken.',
      'Dosis naar {dose} mg vanaf {date}.',
      'Stop in week {week} wegens progressie.',
      'Uitslag volgt {date}.',
      '',
    ],
  },
  GB: {
    openings: [
      'Patient seen in clinic on {date}.',
      'Admitted {date} at {time} via A&E.',
      'Cycle {n} of {drug} given as planned.',
      'Pt. Well, ECOG {ecog}.',
      'MDT {date}:',
      'Phone review in week {week}.',
      'Reviewed at The Christie.',
      'Nurse reports fatigue.',
      'Partner present.',
    ],
    findings: [
      'CT shows stable disease, largest lesion {mm} mm (previously {mm} mm).',
      'Gleason {n}+{n}, PSA {value}, Karnofsky {dose}.',
      'Grade {n} nausea, metoclopramide {dose} mg as needed.',
      'Blood pressure {bp}, heart rate {lab}, temp {temp}, sats {sat} %.',
      'Hb {lab}, WBC {value}, platelets {lab}, creatinine {lab}.',
      'Lot {lot}, expiry {date}.',
      'Child-Pugh A, ALT {lab}, bilirubin {lab}.',
      'Given Tylenol {dose} mg and Lasix {dose} mg.',
      'Enrolled in {trial}, EudraCT {eudract}.',
      'Crohn disease since {year}, Barrett oesophagus, Hodgkin lymphoma in remission.',
      'NGS: KRAS p.Gly12Cys, VAF 0.{lab}, TMB {value} mut/Mb.',
      'Questionnaire: {n} {n} {ecog} {n} {n}.',
      'Murphy sign negative, Homans sign negative.',
    ],
    endings: [
      'Continue unchanged.',
      'Review in {n} weeks.',
      'Dose reduced to {dose} mg from {date}.',
      'Stopped in week {week} because of progression.',
      'Result awaited {date}.',
      'Physician Decision.',
      '',
    ],
  },
}

const DRUGS = ['trastuzumab', 'Pertuzumab', 'Mekinist', 'nivolumab', 'Olaparib', 'Lumykras (sotorasib)', 'Tafinlar']

/** `perCountry` sentences for each language; the same for the same seed. */
export function clinicalSentences(perCountry: number, seed = 7): Sentence[] {
  let state = seed
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  const two = (value: number) => String(value).padStart(2, '0')
  const one = (list: readonly string[]) => list[below(list.length)] ?? ''
  const fillings: Readonly<Record<string, () => string>> = {
    n: () => String(1 + below(5)),
    ecog: () => String(below(4)),
    drug: () => one(DRUGS),
    date: () =>
      one([
        `20${20 + below(7)}-${two(1 + below(12))}-${two(1 + below(28))}`,
        `${two(1 + below(28))}.${two(1 + below(12))}.20${20 + below(7)}`,
        `${1 + below(28)}/${1 + below(12)}-${20 + below(7)}`,
        `${two(1 + below(28))}.${two(1 + below(12))}.${20 + below(7)}`,
        `${two(1 + below(28))}${two(1 + below(12))}${20 + below(7)}`,
      ]),
    time: () => `${two(below(24))}:${two(below(60))}`,
    year: () => String(1985 + below(38)),
    mm: () => String(5 + below(90)),
    lab: () => String(10 + below(400)),
    value: () => `${below(15)}${one(['.', ','])}${below(100)}`,
    temp: () => `3${6 + below(4)}${one(['.', ','])}${below(10)}`,
    sat: () => String(88 + below(12)),
    dose: () => String(5 * (1 + below(200))),
    week: () => String(1 + below(52)),
    bp: () => `${100 + below(70)}/${55 + below(45)}`,
    lot: () =>
      one([
        `${'ABCDEFGH'[below(8)]}${100_000 + below(900_000)}`,
        `${1_000_000 + below(9_000_000)}`,
        `LN${below(99_999)}-${below(99)}`,
      ]),
    trial: () => `NCT0${1_000_000 + below(8_999_999)}`,
    eudract: () => `20${two(10 + below(13))}-00${1000 + below(8999)}-${two(10 + below(89))}`,
  }
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => fillings[name]?.() ?? '')
  return Object.entries(LANGUAGES).flatMap(([country, { openings, findings, endings }]) =>
    Array.from({ length: perCountry }, () => ({
      country,
      text: fill([one(openings), one(findings), one(endings)].join(' ').trim()),
    })),
  )
}
