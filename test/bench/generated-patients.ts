/**
 * Made-up patients in any number, the same for the same seed: a tumour each, 6.5 alterations over all genes of the tables
 * x 20 changes, one treatment on average, six of ten in cohorts of the catalogue and few cohorts holding most. No person,
 * no plausible course of any disease.
 */
import type { Catalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { type EnrolmentFacts, IndexDraft } from '../../src/cohort/measure/index-draft.ts'
import type { NoControlReason } from '../../src/cohort/measure/state-code.ts'
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'
import { type Random, seededRandom } from '../../src/synthetic/random.ts'
import type { Terminology } from '../../src/terminology/terminology.ts'
import { generateSubjects } from '../support/generated-cut.ts'

export interface BenchPatient {
  /** Positions in the tables below. */
  readonly tumour: number
  readonly findings: readonly number[]
  readonly enrolments: readonly { readonly cohort: number; readonly course: number }[]
}

export interface BenchTables {
  readonly tumours: readonly string[]
  readonly findings: readonly string[]
  /** Keys: those of the catalogue first. */
  readonly cohorts: readonly string[]
  readonly courses: readonly EnrolmentRow[]
  patient(random: Random): BenchPatient
}

const CHANGES_A_GENE = 20
const OTHER_COHORTS = 600
const ALTERATIONS = { least: 3, most: 10 }
const RESIDUES = ['Ala', 'Arg', 'Asp', 'Cys', 'Glu', 'Gly', 'His', 'Leu', 'Lys', 'Ser', 'Val']

export function benchTables(terminology: Terminology, { cohorts }: Pick<Catalogue, 'cohorts'>): BenchTables {
  const random = seededRandom('bench tables')
  const { nodes, inOrder, places } = terminology.tumours
  const parents = new Set([...nodes.values()].map(({ parent }) => parent))
  const tumours = inOrder.filter(code => !parents.has(code))
  const findings = [...terminology.genes.byId.keys()].flatMap(gene =>
    Array.from({ length: CHANGES_A_GENE }, (_, at) => {
      const [from = '', to = ''] = random.shuffle(RESIDUES)
      return `V:${gene}:p.${from}${10 + at * 7}${to}`
    }),
  )
  const keys = cohorts.map(({ key }) => key as string)
  const drugs = [...new Set(keys.map(key => key.split('|')[3] ?? ''))]
  const others = Array.from(
    { length: OTHER_COHORTS },
    () => `v1|${random.pick(tumours)}|${random.pick(findings)}|${random.pick(drugs)}`,
  )
  const all = [...keys, ...new Set(others)]
  const below = all.map(key => {
    const named = definitionOfKey(terminology, key).tumour ?? []
    const found = tumours.flatMap((code, at) => {
      const place = places.get(code)?.first ?? -1
      const isBelow = named.some(node => {
        const range = places.get(node)
        return range !== undefined && place >= range.first && place <= range.last
      })
      return isBelow ? [at] : []
    })
    return found.length > 0 ? found : tumours.map((_, at) => at)
  })
  const courses = generateSubjects(3000, 17).flatMap(subject => subject.enrolments)
  return {
    tumours,
    findings,
    cohorts: all,
    courses,
    patient: at => aPatient(at, { tumours, findings, cohorts: all, courses, below, inCatalogue: keys.length }),
  }
}

interface Pools extends Omit<BenchTables, 'patient'> {
  readonly below: readonly (readonly number[])[]
  readonly inCatalogue: number
}

function aPatient(random: Random, pools: Pools): BenchPatient {
  const chance = random.next()
  const count = chance < 0.2 ? 0 : chance < 0.85 ? 1 : chance < 0.97 ? 2 : 3
  const enrolments = Array.from({ length: count }, () => ({
    cohort: aCohort(random, pools),
    course: random.int(0, pools.courses.length - 1),
  }))
  const first = enrolments[0]
  const near = first !== undefined && random.chance(0.9) ? (pools.below[first.cohort] ?? []) : null
  const findings = Array.from({ length: random.int(ALTERATIONS.least, ALTERATIONS.most) }, () =>
    random.int(0, pools.findings.length - 1),
  )
  return {
    tumour: near === null ? random.int(0, pools.tumours.length - 1) : random.pick(near),
    findings: [...new Set(findings)],
    enrolments,
  }
}

/** Squared: half of the patients of the catalogue are in its first quarter. */
function aCohort(random: Random, { cohorts, inCatalogue }: Pools): number {
  if (random.chance(0.4)) return random.int(inCatalogue, cohorts.length - 1)
  return Math.floor(random.next() ** 2 * inCatalogue)
}

/** Straight into the draft of an index, without a database. */
export function draftOf(tables: BenchTables, patients: number, seed: string): IndexDraft {
  const random = seededRandom(seed)
  const draft = new IndexDraft()
  for (const code of tables.tumours) draft.tumours.numberOf(code)
  for (const code of tables.findings) draft.findings.numberOf(code)
  const parts = tables.cohorts.map(key => {
    const [, tumour = null, alteration = null, drugs = null] = key.split('|')
    return draft.addParts({ key, tumour, alteration, drugs })
  })
  const facts = tables.courses.map(
    (course): Omit<EnrolmentFacts, 'parts'> => ({
      ...course,
      quarter: course.startQuarter === null ? null : draft.quarters.numberOf(course.startQuarter),
      control: course.diseaseControl,
      reason: course.noControlReason as NoControlReason | null,
      best: course.bestResponse,
      confirmed: course.confirmedResponse,
      quality: course.qualityOfLifeChange,
    }),
  )
  for (let at = 0; at < patients; at++) {
    const patient = tables.patient(random)
    draft.addPatient(patient.tumour, null, patient.findings)
    for (const { cohort, course } of patient.enrolments) {
      const known = facts[course]
      if (known === undefined || !draft.addEnrolment(at, { ...known, parts: parts[cohort] ?? 0 })) {
        throw new Error('the facts of a generated enrolment do not fit')
      }
    }
  }
  return draft
}
