/** The one object that every file of a report is made from. */
import { decide } from '../../decision/decide.ts'
import { lockOf } from '../../decision/lock.ts'
import { rules } from '../../decision/rules.ts'
import { checkMergedCounts } from '../../merged-counts/check.ts'
import { documentHash } from '../../merged-counts/document.ts'
import { countedParts } from '../../merged-counts/sums.ts'
import type { MergedCounts } from '../../model/generated/merged-counts.ts'
import type { ReportResult } from '../../model/generated/report-result.ts'
import { checkSchema } from '../../model/validation.ts'
import { rate } from '../../statistics/rate.ts'
import { accrualOf } from './accrual.ts'
import { heterogeneityOf, hierarchicalOf, logRanksOf, whyNoHeterogeneity } from './between-countries.ts'
import { outlookOf, posteriorOf, proportionsOf, thirdStageOf, twoStageOf } from './inference.ts'
import { funnelOf, LEVEL, responsesOf, rowsOf, safetyOf } from './parts.ts'
import { curvesOf } from './survival.ts'

/** Throws `report/bad-counts` for a document that no table can say. The same document gives the same result, byte for byte. */
export function buildResult(given: MergedCounts, { program }: { readonly program: string }): ReportResult {
  const document = checkMergedCounts(given)
  const decision = decide(document)
  const pooled = decision.title !== 'mixed-definitions'
  const posterior = pooled ? posteriorOf(document) : null
  const result = {
    schema: 'report-result/1',
    documentHash: documentHash(document),
    document,
    program,
    level: LEVEL,
    decision,
    lock: lockOf(document),
    funnel: funnelOf(document),
    rows: rowsOf(document),
    pooled: pooled ? proportionsOf(document) : [],
    twoStage: twoStageOf(document, decision),
    outlook: outlookOf(document, decision),
    thirdStage: thirdStageOf(document, decision),
    heterogeneity: heterogeneityOf(document, decision),
    heterogeneityMissing: whyNoHeterogeneity(document, decision),
    responses: responsesOf(document, decision.title),
    safety: safetyOf(document),
    exposure: exposureOf(document),
    survival: curvesOf(document),
    logRank: logRanksOf(document),
    bayes: posterior === null ? null : { ...posterior, hierarchical: hierarchicalOf(document, decision) },
    accrual: accrualOf(document),
    rules: ratesOf(document),
  }
  return checkSchema<ReportResult>('urn:prime-rose:report-result/1', result, { what: 'report result' })
}

const DAYS_A_YEAR = 365.25

/** Events per patient-year with the exact Poisson interval; several events of one patient break its assumption. */
function exposureOf(document: MergedCounts) {
  const exposures = countedParts(document).map(({ exposure }) => exposure)
  const known = exposures.filter(exposure => exposure !== null)
  if (known.length < exposures.length || known.length === 0) return null
  const events = known.reduce((sum, own) => sum + own.events, 0)
  const personDays = known.reduce((sum, own) => sum + own.personDays, 0)
  const { estimate, exact } = rate({ events, personTime: personDays / DAYS_A_YEAR, level: LEVEL })
  return { events, personDays, perYear: estimate, interval: exact }
}

function ratesOf({ design }: MergedCounts) {
  return rules.map(({ id, errorRates }) => ({ id, rates: design === null ? [] : (errorRates?.(design) ?? []) }))
}
