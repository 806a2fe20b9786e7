import type { ReportedTwoStage, ReportResult } from '../../model/generated/report-result.ts'
import type { TableData } from '../plots/plot.ts'
import type { Words } from '../text/words.ts'

/** One table a denominator: simple intervals of everybody, and what holds after two stages. */
export function estimatesTable({ pooled, twoStage, level }: ReportResult, words: Words): TableData[] {
  return pooled.map(found => {
    const stages = twoStage.find(({ denominator }) => denominator === found.denominator)
    const at = { level: words.level(level) }
    return {
      caption: `${words.code('denominator', found.denominator)}: ${words.whole(found.x)}/${words.whole(found.n)}`,
      head: [words.say('column.method'), words.say('column.estimate'), words.say('column.limits')],
      rows: [
        [
          words.say('estimate.clopperPearson', at),
          words.percent(found.estimate),
          words.percentInterval(found.clopperPearson),
        ],
        [words.say('estimate.wilson', at), words.percent(found.estimate), words.percentInterval(found.wilson)],
        [words.say('estimate.jeffreys', at), words.percent(found.estimate), words.percentInterval(found.jeffreys)],
        [words.say('estimate.midP', at), words.percent(found.estimate), words.percentInterval(found.midP)],
        [words.say('estimate.upperOneSided', at), words.percent(found.upperOneSided), ''],
        ...(stages === undefined ? [] : twoStageRows(stages, words)),
      ],
    }
  })
}

function twoStageRows(stages: ReportedTwoStage, words: Words): string[][] {
  const at = { level: words.level(stages.level) }
  const [low, high] = stages.intervalKoyamaChen
  const koyamaChen = `${low === null ? '–' : words.percent(low)} – ${high === null ? '–' : words.percent(high)}`
  const other = stages.koyamaChen
  return [
    [`${words.say('estimate.mle')}, ${words.whole(stages.x)}/${words.whole(stages.n)}`, words.percent(stages.mle), ''],
    [words.say('estimate.umvue'), words.percent(stages.umvue), ''],
    [words.say('estimate.interval', at), '', words.percentInterval(stages.interval)],
    [words.say('estimate.koyamaChen', at), '', koyamaChen],
    [words.say('estimate.pValue'), words.pValue(stages.pValue), ''],
    ...(other === null
      ? []
      : [[words.say('estimate.koyamaChenTest'), words.pValue(other.pValue), other.reject ? '< α' : '≥ α']]),
  ]
}

export function thirdStageTable({ thirdStage, level }: ReportResult, words: Words): TableData[] {
  if (thirdStage === null) return []
  const { x, n, estimate, clopperPearson } = thirdStage
  return [
    {
      caption: words.say('estimate.thirdStage'),
      head: [words.say('column.method'), words.say('column.estimate'), words.say('column.limits')],
      rows: [
        [
          `${words.say('estimate.clopperPearson', { level: words.level(level) })}, ${words.whole(x)}/${words.whole(n)}`,
          words.percent(estimate),
          words.percentInterval(clopperPearson),
        ],
      ],
    },
  ]
}
