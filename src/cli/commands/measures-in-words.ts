/** All measures of one cohort for people: each number with its denominator; data cut and rules stand above. */
import { BIN_DAYS } from '../../cohort/measure/bins.ts'
import type { LocalMeasures, MeasuredTimes } from '../../model/generated/local-measures.ts'
import { formatTable } from '../terminal.ts'

const DENOMINATORS = {
  treated: 'treated',
  evaluable: 'evaluable',
  'treated-mature': 'treated, week 16 reached',
} as const

type Row = readonly [measure: string, patients: number, of: number, denominator: string]

export function measuresInWords(measures: LocalMeasures): string {
  const { label, key, trial, country, cut, versions } = measures
  return [
    label,
    `key ${key ?? 'none: a wider group, whoever lies within'}`,
    `${trial} (${country}), cut ${cut.id}, data up to ${cut.cutoff}; derivation ${versions.derivation}, normaliser ${versions.normaliser}, OncoTree ${versions.oncotree}.`,
    'Exact numbers of patients, each counted once: they stay inside the closed platform.',
    '',
    formatTable(['measure', 'patients', 'of', 'denominator'], rowsOf(measures)),
    '',
    `Events behind the patients: ${measures.safety.grade3RelatedEvents} related of grade 3 and more, ${measures.safety.seriousEvents} serious, in ${measures.safety.exposureDays} days on treatment. Treated enrolments beyond a patient's first: ${measures.furtherEnrolments}.`,
    ...quarterLines(measures),
    ...timeLines(measures),
  ].join('\n')
}

function rowsOf(measures: LocalMeasures): Row[] {
  const { funnel, dropOut, safety, qualityOfLife: quality } = measures
  return [
    ['screened', funnel.screened, funnel.screened, 'screened'],
    ['actionable', funnel.actionable, funnel.screened, 'screened'],
    ['  not actionable', dropOut.notActionable, funnel.screened, 'screened'],
    ['  actionable, in another cohort or none', dropOut.notEnrolled, funnel.screened, 'screened'],
    ['enrolled', funnel.enrolled, funnel.screened, 'screened'],
    ['  not treated', dropOut.notTreated, funnel.enrolled, 'enrolled'],
    ['treated', funnel.treated, funnel.enrolled, 'enrolled'],
    ['  pending', funnel.pending, funnel.treated, 'treated'],
    ['  of them awaiting the week-16 form', funnel.awaiting, funnel.treated, 'treated'],
    ['  week 16 not reached', dropOut.notMature, funnel.treated, 'treated'],
    ['  not dosed enough', dropOut.notDosedEnough, funnel.treatedMature, DENOMINATORS['treated-mature']],
    ['evaluable', funnel.evaluable, funnel.treatedMature, DENOMINATORS['treated-mature']],
    ...measures.control.flatMap(({ denominator, of, control, awaiting, reasons, controlNotEvaluable }): Row[] => {
      const among = DENOMINATORS[denominator]
      return [
        ['disease control at week 16', control, of, among],
        ['  awaiting', awaiting, of, among],
        ...Object.entries(reasons).map(([reason, count]): Row => [`  none: ${reason}`, count, of, among]),
        ...(denominator === 'evaluable'
          ? []
          : [['  control, not dosed enough', controlNotEvaluable, of, among] as const]),
      ]
    }),
    ...measures.responses.flatMap(({ denominator, of, best, objective, objectiveConfirmed }): Row[] => {
      const among = DENOMINATORS[denominator]
      return [
        ...Object.entries(best).map(
          ([response, count]): Row => [`best response ${response}, unconfirmed`, count, of, among],
        ),
        ['objective response', objective, of, among],
        ['  confirmed', objectiveConfirmed, of, among],
      ]
    }),
    ['related event of grade 3 and more', safety.grade3Related, safety.of, DENOMINATORS[safety.denominator]],
    ['  related or unknown', safety.grade3RelatedOrUnknown, safety.of, DENOMINATORS[safety.denominator]],
    ['serious event', safety.serious, safety.of, DENOMINATORS[safety.denominator]],
    ...(['improved', 'stable', 'worse', 'missing'] as const).map(
      (band): Row => [
        `quality of life at week 16: ${band}`,
        quality[band],
        quality.of,
        DENOMINATORS[quality.denominator],
      ],
    ),
  ]
}

function quarterLines({ quarters }: LocalMeasures): string[] {
  if (quarters.length === 0) return []
  return [
    '',
    'Cumulative, by quarter of treatment start:',
    formatTable(
      ['quarter', 'treated', 'evaluable', 'pending', 'disease control'],
      quarters.map(({ quarter, treated, evaluable, pending, control }) => [
        quarter,
        treated,
        evaluable,
        pending,
        control,
      ]),
    ),
  ]
}

function timeLines({ progressionFree, overall, responseDuration, onTreatment }: LocalMeasures): string[] {
  const times = [progressionFree, overall, responseDuration, onTreatment]
  const bins = Math.max(...times.flatMap(({ events, censored }) => [events.length, censored.length]))
  if (bins === 0) return []
  const at = ({ events, censored }: MeasuredTimes, bin: number) => `${events[bin] ?? 0} + ${censored[bin] ?? 0}`
  const rows = Array.from({ length: bins }, (_, bin) => [
    `${bin === 0 ? 0 : bin * BIN_DAYS + 1}-${(bin + 1) * BIN_DAYS}`,
    ...times.map(table => at(table, bin)),
  ]).filter(([, ...cells]) => cells.some(cell => cell !== '0 + 0'))
  return [
    '',
    `Times in bins of ${BIN_DAYS} days, ended + censored, of ${overall.of} treated (a response lasts: of ${responseDuration.entered} with one); bins without anybody are left out:`,
    formatTable(['days', 'progression-free', 'overall', 'response lasts', 'on treatment'], rows),
  ]
}
