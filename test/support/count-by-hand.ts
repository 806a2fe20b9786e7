/**
 * Every measure of a cohort counted from plain objects, patient by patient: slow, and without a number of the layout. What
 * index and SQL say must be this.
 */
import { definitionKey } from '../../src/cohort/definition.ts'
import type { CohortCounts, TimeTable } from '../../src/cohort/measure/exact-measures.ts'
import type { CohortInCodes } from '../../src/cut/ports.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'
import { isAlterationBelow } from '../../src/terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../../src/terminology/alteration-code.ts'
import { isAtOrBelow } from '../../src/terminology/tumour-tree.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import type { GeneratedSubject } from './generated-cut.ts'

const REASONS = ['progressed', 'died', 'off-treatment', 'missed', 'unconfirmed-progression', 'not-assessable'] as const

export function countByHand(subjects: readonly GeneratedSubject[], definition: CohortDefinition): CohortCounts {
  return countSubjects(subjects, {
    isMeant: (one, subject) => isMeant(one, subject, definition),
    isScreened: subject => isScreened(subject, definition),
  })
}

/** Of a definition as lists of codes. */
export function countByCodes(subjects: readonly GeneratedSubject[], asked: CohortInCodes): CohortCounts {
  const { cohortKey, tumours, findings, drugs } = asked
  const isAmong = (code: string | null, list: readonly string[] | null) =>
    list === null || (code !== null && list.includes(code))
  const found = (subject: GeneratedSubject) =>
    findings === null ||
    [...subject.findings, ...subject.enrolments.flatMap(one => one.alteration ?? [])].some(one =>
      findings.includes(one),
    )
  return countSubjects(subjects, {
    isMeant: (one, subject) =>
      cohortKey === null
        ? isAmong(tumourOf(one, subject), tumours) && found(subject) && isAmong(one.drugs, drugs)
        : one.cohortKey === cohortKey,
    isScreened: subject => tumoursOf(subject).some(code => isAmong(code, tumours)) && found(subject),
  })
}

interface Meaning {
  readonly isMeant: (one: EnrolmentRow, subject: GeneratedSubject) => boolean
  readonly isScreened: (subject: GeneratedSubject) => boolean
}

function countSubjects(subjects: readonly GeneratedSubject[], meaning: Meaning): CohortCounts {
  const hasBoard = subjects.some(subject => subject.recommended !== null)
  const isActionable = (subject: GeneratedSubject) =>
    hasBoard ? subject.recommended === true : subject.enrolments.length > 0
  const members = subjects
    .map(subject => ({ subject, enrolments: subject.enrolments.filter(one => meaning.isMeant(one, subject)) }))
    .filter(member => member.enrolments.length > 0)
  const screened = subjects.filter(
    subject => meaning.isScreened(subject) || members.some(member => member.subject === subject),
  )
  const treatedOf = (enrolments: readonly EnrolmentRow[]) =>
    enrolments
      .filter(one => one.treated)
      .toSorted((a, b) => (a.startDay ?? 0) - (b.startDay ?? 0) || a.number - b.number)
  const firsts = members.flatMap(({ enrolments }) => treatedOf(enrolments).slice(0, 1))
  const count = (holds: (one: EnrolmentRow) => boolean) => firsts.filter(holds).length
  const mature = firsts.filter(one => one.mature)
  const evaluable = firsts.filter(one => one.evaluable)
  const actionable = screened.filter(isActionable)
  return {
    funnel: {
      screened: screened.length,
      actionable: actionable.length,
      enrolled: members.length,
      treated: firsts.length,
      treatedMature: mature.length,
      evaluable: evaluable.length,
      pending: count(one => !one.mature || one.awaiting),
      awaiting: count(one => one.awaiting),
    },
    dropOut: {
      notActionable: screened.length - actionable.length,
      notEnrolled: actionable.filter(subject => !members.some(member => member.subject === subject)).length,
      notTreated: members.length - firsts.length,
      notMature: firsts.length - mature.length,
      notDosedEnough: mature.length - evaluable.length,
    },
    furtherEnrolments: members.reduce((sum, { enrolments }) => sum + Math.max(0, treatedOf(enrolments).length - 1), 0),
    control: [controlOf(evaluable, 'evaluable'), controlOf(mature, 'treated-mature')],
    responses: [responsesOf(firsts, 'treated'), responsesOf(evaluable, 'evaluable')],
    safety: {
      denominator: 'treated',
      of: firsts.length,
      grade3Related: count(one => one.grade3Related),
      grade3RelatedOrUnknown: count(one => one.grade3RelatedOrUnknown),
      serious: count(one => one.serious),
      grade3RelatedEvents: sumOf(firsts, one => one.grade3RelatedEvents),
      seriousEvents: sumOf(firsts, one => one.seriousEvents),
      exposureDays: sumOf(firsts, one => one.onTreatmentDays ?? 0),
    },
    progressionFree: timesOf(firsts, one => [one.pfsDays, one.pfsEvent]),
    overall: timesOf(firsts, one => [one.osDays, one.osEvent]),
    responseDuration: timesOf(firsts, one => [one.responseDays, one.responseEvent]),
    onTreatment: timesOf(firsts, one => [one.onTreatmentDays, one.onTreatmentEvent]),
    quarters: quartersOf(firsts),
    qualityOfLife: {
      denominator: 'treated-mature',
      of: mature.length,
      improved: mature.filter(one => one.qualityOfLifeChange === 'improved').length,
      stable: mature.filter(one => one.qualityOfLifeChange === 'stable').length,
      worse: mature.filter(one => one.qualityOfLifeChange === 'worse').length,
      missing: mature.filter(one => one.qualityOfLifeChange === null).length,
    },
  }
}

function isMeant(one: EnrolmentRow, subject: GeneratedSubject, definition: CohortDefinition): boolean {
  const key = definitionKey(definition)
  if (key !== null) return one.cohortKey === key
  return (
    (definition.tumour === null || isOfTerms(tumourOf(one, subject), definition.tumour)) &&
    (definition.alteration === null || hasOne(subject, definition.alteration)) &&
    (definition.drugs === null || (one.drugs !== null && isGiven(one.drugs.split('+'), definition.drugs)))
  )
}

/** Whatever was given: by tumour and findings; of a named cohort its nodes and all below. */
function isScreened(subject: GeneratedSubject, definition: CohortDefinition): boolean {
  const { match, tumour, alteration } = definition
  const terms =
    tumour === null || tumour.includes('PAN') ? null : tumour.map(code => (match === 'named' ? `${code}+` : code))
  const isOfTumour = terms === null || tumoursOf(subject).some(code => isOfTerms(code, terms))
  return isOfTumour && (alteration === null || hasOne(subject, alteration))
}

function tumoursOf(subject: GeneratedSubject): (string | null)[] {
  return subject.enrolments.length === 0 ? [subject.tumour] : subject.enrolments.map(one => tumourOf(one, subject))
}

/** The patient's own tumour at or below the cohort's node, or where the cohort has none; else the cohort's, if it is one. */
function tumourOf(one: EnrolmentRow, { tumour: own }: GeneratedSubject): string | null {
  if (one.tumour === null || one.tumour.split(',').includes('PAN')) return own
  const nodes = one.tumour.split(',')
  if (own !== null && nodes.some(node => isAtOrBelow(shipped, own, node))) return own
  return nodes.length === 1 ? one.tumour : null
}

function isOfTerms(code: string | null, terms: readonly string[]): boolean {
  if (code === null) return false
  return terms.some(term => (term.endsWith('+') ? isAtOrBelow(shipped, code, term.slice(0, -1)) : code === term))
}

/** A finding of the record, or what one of its cohorts says; an any-of part only where each alternative would do. */
function hasOne(subject: GeneratedSubject, asked: readonly string[]): boolean {
  const found = [...subject.findings, ...subject.enrolments.flatMap(one => one.alteration ?? [])]
  return found.some(part =>
    part.split(',').every(text => asked.some(above => isAlterationBelow(shipped.exons, codeOf(text), codeOf(above)))),
  )
}

function codeOf(text: string): AlterationCode {
  const read = readAlteration(shipped.genes, text)
  if (read === null) throw new Error(`no code: ${text}`)
  return read
}

function isGiven(given: readonly string[], asked: string): boolean {
  if (/^[A-Z]/.test(asked)) return given.some(inn => shipped.drugs.atc.get(inn)?.startsWith(asked) === true)
  if (asked.endsWith('+'))
    return asked
      .slice(0, -1)
      .split('+')
      .every(inn => given.includes(inn))
  return given.toSorted().join('+') === asked
}

function controlOf(members: readonly EnrolmentRow[], denominator: 'evaluable' | 'treated-mature') {
  const reasons = Object.fromEntries(
    REASONS.map(reason => [reason, members.filter(one => one.noControlReason === reason).length]),
  ) as Record<(typeof REASONS)[number], number>
  return {
    denominator,
    of: members.length,
    control: members.filter(one => one.evaluable && one.diseaseControl === true).length,
    awaiting: members.filter(one => one.awaiting).length,
    reasons,
    controlNotEvaluable: members.filter(one => !one.evaluable && one.diseaseControl === true).length,
  }
}

function responsesOf(members: readonly EnrolmentRow[], denominator: 'treated' | 'evaluable') {
  const best = (response: string) => members.filter(one => one.bestResponse === response).length
  return {
    denominator,
    of: members.length,
    best: { CR: best('CR'), PR: best('PR'), SD: best('SD'), PD: best('PD'), NE: best('NE') },
    objective: best('CR') + best('PR'),
    objectiveConfirmed: members.filter(one => one.confirmedResponse !== null).length,
  }
}

function timesOf(
  members: readonly EnrolmentRow[],
  read: (one: EnrolmentRow) => readonly [number | null, 0 | 1 | null],
): TimeTable {
  const times = members
    .map(read)
    .filter((time): time is readonly [number, 0 | 1] => time[0] !== null && time[1] !== null)
  const binOf = (days: number) => (days <= 28 ? 1 : Math.floor((days - 1) / 28) + 1)
  const bins = Math.max(0, ...times.map(([days]) => binOf(days)))
  const tableOf = (event: 0 | 1) =>
    Array.from({ length: bins }, (_, at) => times.filter(([days, is]) => binOf(days) === at + 1 && is === event).length)
  return { denominator: 'treated', of: members.length, entered: times.length, events: tableOf(1), censored: tableOf(0) }
}

function quartersOf(members: readonly EnrolmentRow[]) {
  const quarters = [...new Set(members.flatMap(one => one.startQuarter ?? []))].sort()
  return quarters.map(quarter => {
    const until = members.filter(one => (one.startQuarter ?? '') <= quarter)
    return {
      quarter,
      treated: until.length,
      evaluable: until.filter(one => one.evaluable).length,
      pending: until.filter(one => !one.mature || one.awaiting).length,
      control: until.filter(one => one.evaluable && one.diseaseControl === true).length,
    }
  })
}

function sumOf(members: readonly EnrolmentRow[], read: (one: EnrolmentRow) => number): number {
  return members.reduce((sum, one) => sum + read(one), 0)
}
