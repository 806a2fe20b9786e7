/** What is decided, on which data cuts, by which rule: in words. */
import type {
  ReportedBounds,
  ReportedDenominatorDecision,
  ReportedDesign,
  ReportedLocalAlpha,
  ReportedPath,
  ReportResult,
} from '../../model/generated/report-result.ts'
import { operatingCharacteristics } from '../../statistics/simon/design.ts'
import type { Words } from './words.ts'

export function titleOf({ decision }: ReportResult, words: Words): string {
  return words.say(`title.${decision.title}`)
}

/** The decision in sentences: each denominator, why there may be none, and what it rests on. */
export function decisionSentences(result: ReportResult, words: Words): string[] {
  const { decision } = result
  return [
    ...decision.denominators.flatMap(one => denominatorSentences(one, { result, words })),
    ...whyNone(result, words),
    words.say('sentence.basis', { cuts: cutsOf(result, words), rules: decision.rules.join(', ') || '–' }),
  ]
}

interface Of {
  readonly result: ReportResult
  readonly words: Words
}

function denominatorSentences({ denominator, path, masked, local }: ReportedDenominatorDecision, of: Of): string[] {
  const { words } = of
  const name = words.code('denominator', denominator)
  if (path === null) {
    if (masked === null) return [words.say('sentence.unknown', { denominator: name })]
    const outcomes = words.list(masked.outcomes.map(outcome => words.say(`title.${outcome}`)))
    return [words.say(masked.agree ? 'sentence.masked-agree' : 'sentence.masked', { denominator: name, outcomes })]
  }
  return [
    outcomeSentence(path, of),
    ...(path.design === null ? [] : attainedSentences(path.design, local, of)),
    ...(path.curtailed === null ? [] : [words.say(`sentence.${path.curtailed}`)]),
    ...sensitivitySentence(path, of),
    ...(denominator === 'evaluable' ? outlookSentence(of) : []),
  ]
}

function outcomeSentence({ outcome, denominator, all, set, design }: ReportedPath, { result, words }: Of): string {
  const name = words.code('denominator', denominator)
  const n1 = result.document.design?.n1 ?? 0
  switch (outcome) {
    case 'before-stage-1':
      return words.say('sentence.before-stage-1', {
        n: words.whole(all.n),
        denominator: name,
        n1,
        open: words.whole(all.open),
      })
    case 'closed-early':
      return words.say('sentence.closed-early', { n: words.whole(all.n), denominator: name })
    case 'unknown':
      return words.say('sentence.unknown', { denominator: name })
    default:
      if (set === null || set.x === null) {
        const published = outcome === 'go' || outcome === 'stop' || outcome === 'wait' ? outcome : null
        return published === null
          ? words.say('sentence.unknown', { denominator: name })
          : words.say(`sentence.${published}-published`, { denominator: name })
      }
      return words.say(`sentence.${outcome}`, {
        x: words.whole(set.x),
        n: words.whole(set.n),
        denominator: name,
        open: words.whole(set.open),
        r: words.whole(design?.r ?? 0),
        r1: words.whole(design?.r1 ?? 0),
      })
  }
}

function attainedSentences(design: ReportedDesign, local: ReportedLocalAlpha | null, { result, words }: Of): string[] {
  const nominal = words.percent(result.decision.nominalAlpha ?? design.alpha)
  return [
    words.say('design.attained', {
      n1: words.whole(design.n1),
      n: words.whole(design.n),
      r: words.whole(design.r),
      alpha: words.percent(design.alpha),
      power: words.percent(design.power),
      pet0: words.percent(design.pet0),
      nominal,
    }),
    ...(design.rederived ? [words.say('design.rederived')] : []),
    ...localSentence(local, { nominal, words }),
  ]
}

function localSentence(
  local: ReportedLocalAlpha | null,
  { nominal, words }: { nominal: string; words: Words },
): string[] {
  if (local === null || local.state === 'one-path') return []
  if (local.state === 'not-determined') return [words.say('local.not-determined', { nominal })]
  return [
    words.say('local.enumerated', {
      stopped: local.stopped.length === 0 ? '–' : words.list(local.stopped),
      alpha: words.percent(local.alpha),
      power: words.percent(local.power),
      nominal,
    }),
  ]
}

function sensitivitySentence({ sensitivity }: ReportedPath, { words }: Of): string[] {
  if (sensitivity === null) return []
  const { set, design, outcome } = sensitivity
  return [
    words.say('sentence.sensitivity', {
      n: words.whole(set.n),
      x: set.x === null ? '–' : words.whole(set.x),
      r: words.whole(design.r),
      alpha: words.percent(design.alpha),
      outcome: words.say(`title.${outcome}`),
    }),
  ]
}

function outlookSentence({ result: { outlook }, words }: Of): string[] {
  if (outlook === null) return []
  return [
    words.say('sentence.outlook', {
      needed: words.whole(outlook.needed),
      remaining: words.whole(outlook.remaining),
      powerP0: words.percent(outlook.powerP0),
      powerP1: words.percent(outlook.powerP1),
      predictive: words.percent(outlook.predictive),
    }),
  ]
}

function whyNone({ decision }: ReportResult, words: Words): string[] {
  const endpoints = words.list(decision.endpoints.map(endpoint => words.code('endpoint', endpoint)))
  switch (decision.title) {
    case 'depends-on-denominator':
      return [words.say('sentence.depends-on-denominator')]
    case 'mixed-definitions':
      return [words.say('sentence.mixed-definitions', { endpoints })]
    case 'no-design':
      return [words.say('sentence.no-design')]
    default:
      return []
  }
}

/** Each counted part with its data cut. */
export function cutsOf({ rows }: ReportResult, words: Words): string {
  const counted = rows.filter(({ denominator, counted: isCounted }) => denominator === 'evaluable' && isCounted)
  return counted.map(({ name, cut }) => `${name} ${cut.split(' – ').map(words.date).join(' – ')}`).join(', ')
}

/** Which tables the counted parts come from, and for a round what its numbers rest on. */
export function sourcesText({ document }: ReportResult, words: Words): string {
  const counted = document.parts.filter(part => part.counted)
  const named = counted.map(part => `${nameOf(part)}: ${words.code('source', part.source.kind)}`)
  const pooled = counted.some(({ kind }) => kind === 'pool')
  return [`${named.join(', ')}.`, ...(pooled ? [words.say('limits.round')] : [])].join(' ')
}

function nameOf(part: ReportResult['document']['parts'][number]): string {
  if (part.kind === 'country') return part.country
  const { round, standsFrom } = part.source
  return `${part.countries.join(' + ')} (${standsFrom ?? round})`
}

/** An exact number, a lower bound, or a range with its mark. */
export function boundsText(bounds: ReportedBounds | null, words: Words): string {
  if (bounds === null) return '–'
  const { lo, hi } = bounds
  if (hi === lo) return words.whole(lo)
  return hi === null
    ? words.say('atLeast', { n: words.whole(lo) })
    : words.say('masked', { lo: words.whole(lo), hi: words.whole(hi) })
}

/** What to paste into a report or paper. */
export function methodsText(result: ReportResult, words: Words): string {
  const { document, decision, heterogeneity, survival, twoStage } = result
  const { design } = document
  const countries = [
    ...new Set(
      document.parts
        .filter(({ counted }) => counted)
        .flatMap(part => (part.kind === 'country' ? [part.country] : part.countries)),
    ),
  ]
  const sentences = [
    ...(result.pooled.length === 0
      ? []
      : [
          words.say('methods.pooling', {
            endpoint: document.endpoint === null ? '–' : words.code('endpoint', document.endpoint),
            countries: words.list(countries),
            level: words.level(result.level),
          }),
        ]),
    ...(design === null || decision.nominalAlpha === null
      ? []
      : [
          words.say('methods.design', {
            r1: design.r1,
            n1: design.n1,
            r: design.r,
            n: design.n,
            p0: words.level(design.p0),
            p1: words.level(design.p1),
            alpha: words.percent(decision.nominalAlpha),
            power: words.percent(operatingCharacteristics(design, design).power),
          }),
        ]),
    ...(twoStage.length === 0 ? [] : [words.say('methods.twoStage')]),
    ...(heterogeneity === null ? [] : [words.say('methods.heterogeneity')]),
    ...(survival.length === 0
      ? []
      : [words.say('methods.survival', { events: document.policy.survival.minEventsInStep })]),
    words.say('methods.program', { program: result.program, hash: result.documentHash }),
  ]
  return sentences.join(' ')
}
