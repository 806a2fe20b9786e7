import type { ReportResult } from '../../model/generated/report-result.ts'
import type { Words } from '../text/words.ts'
import { accrualPlot } from './accrual.ts'
import { boundaryPlot } from './boundary.ts'
import { forestPlot } from './forest.ts'
import { kaplanMeierPlot } from './kaplan-meier.ts'
import type { Plot } from './plot.ts'
import { responsesPlot } from './responses.ts'

/** Every plot that the result has something for. */
export function plotsOf(result: ReportResult, words: Words): Plot[] {
  return [
    forestPlot(result, words),
    boundaryPlot(result, words),
    responsesPlot(result, words),
    ...result.survival.map(curve => kaplanMeierPlot(curve, result, words)),
    accrualPlot(result, words),
  ].filter(plot => plot !== null)
}
