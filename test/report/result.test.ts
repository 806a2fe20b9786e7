import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { designs } from '../../src/merged-counts/designs.ts'
import { documentHash, type NewPart } from '../../src/merged-counts/document.ts'
import { buildResult } from '../../src/report/result/build-result.ts'
import { decisionSentences, methodsText } from '../../src/report/text/sentences.ts'
import { wordsOf } from '../../src/report/text/words.ts'
import { expectInterval, expectRelative } from '../statistics/reference.ts'
import { aCountry, aDocument, aPool } from '../support/merged-counts.ts'
import { threeCountries } from '../support/report-documents.ts'

const program = 'prime-rose-node 0.1.0'
const resultOf = (...args: Parameters<typeof aDocument>) => buildResult(aDocument(...args), { program })
const words = wordsOf('en')

describe('the result of a report', () => {
  const found = buildResult(threeCountries(), { program })

  it('starts with its document and the hash of it, and is the same for the same document', () => {
    expect(found.documentHash).toBe(documentHash(threeCountries()))
    expect(JSON.stringify(buildResult(structuredClone(threeCountries()), { program }))).toBe(JSON.stringify(found))
  })

  it('has the worked table 2/10, 6/12, 1/9 between countries', () => {
    const { heterogeneity } = found
    expect(heterogeneity?.countries).toEqual(['DK', 'FI', 'NO'])
    expect(heterogeneity?.exactP).toBeCloseTo(0.168629, 6)
    expect(heterogeneity?.dl.tau2).toBeCloseTo(0.588437, 6)
    expect(heterogeneity?.knappHartung.interval[1]).toBeCloseTo(0.85570319, 7)
    expect(heterogeneity?.leaveOneOut.map(({ without, x, n }) => [without, x, n])).toEqual([
      ['DK', 3, 19],
      ['FI', 8, 22],
      ['NO', 7, 21],
    ])
  })

  it('decides on the first 24 and shows all, and the expansion, beside', () => {
    expect(found.decision.title).toBe('positive')
    const path = found.decision.denominators[0]?.path
    expect(path?.set).toMatchObject({ n: 24, x: 8, quarter: '2024-Q4' })
    expect(path?.sensitivity?.set.n).toBe(31)
    expect(found.thirdStage).toMatchObject({ n: 7, x: 1 })
    expect(found.twoStage[0]).toMatchObject({ n: 24, x: 8, stoppedAtStage1: false })
  })

  it('has the curve of the summed and merged steps', () => {
    const pfs = found.survival.find(({ name }) => name === 'pfs')
    expect(pfs?.steps.map(({ to, atRisk, events }) => [to, atRisk, events])).toEqual([
      [28, 35, 3],
      [56, 32, 6],
      [84, 26, 3],
      [140, 23, 5],
      [168, 16, 3],
    ])
    expect(pfs).toMatchObject({ median: 168, medianStep: { from: 140, to: 168 }, week16: null, approximate: true })
  })

  it('adds safety up, with an exact rate of events', () => {
    expect(found.safety.map(({ measure, x, n }) => [measure, x.lo, n.lo])).toEqual([
      ['ae-grade3-related', 6, 35],
      ['ae-grade3-related-or-unknown', 9, 35],
      ['serious-ae', 12, 35],
    ])
    expectRelative(found.exposure?.perYear, 11 / (7000 / 365.25))
  })

  it('projects nothing beyond what was reached, and says what the early stage would bring', () => {
    expect(found.accrual.projections).toEqual([])
    const quarters = [{ quarter: '2025-Q1', evaluable: 6, pending: 0, control: 1 }]
    const early = resultOf([aCountry('NO', { evaluable: 6, control: 1 }, { quarters })])
    expect(early.accrual.projections.map(({ target, quarters: more }) => [target, more])).toEqual([
      [8, 2 / 6],
      [24, 3],
    ])
  })
})

describe('published figures', () => {
  it('IMPRESS 2024: 58 of 145 evaluable is 40 % (32.0-48.5), 58 of 170 treated is 34 % (27.0-41.8)', () => {
    const found = resultOf([aCountry('NO', { evaluable: 145, control: 58, mature: 170, treated: 186, pending: 16 })], {
      design: null,
    })
    const shown = found.pooled.map(({ x, n, clopperPearson }) => [
      x,
      n,
      ...clopperPearson.map(limit => (100 * limit).toFixed(1)),
    ])
    expect(shown).toEqual([
      [58, 145, '32.0', '48.5'],
      [58, 170, '27.0', '41.8'],
    ])
    expect(found.decision.title).toBe('no-design')
  })

  it('TAPUR pembrolizumab, TMB-high breast cancer: 10 of 28 is 36.8 % by UMVUE, as published', () => {
    const found = resultOf([aCountry('US', { evaluable: 28, control: 10 })], {
      design: designs['tapur-10-28/1'],
      looks: { s1: 10, s2: 28, closed: false },
    })
    expect(found.decision.title).toBe('positive')
    expect((100 * (found.twoStage[0]?.umvue ?? 0)).toFixed(1)).toBe('36.8')
    expect((100 * (found.twoStage[0]?.mle ?? 0)).toFixed(1)).toBe('35.7')
  })

  it('5 of 24 under 0/8, 4/24: UMVUE 23.2 %, p .0778, both intervals, Pr(> 10 %) .967', () => {
    const found = resultOf([aCountry('NO', { evaluable: 24, control: 5 })])
    const [stages] = found.twoStage
    expectRelative(stages?.umvue, 0.232195301, 1e-9)
    expectRelative(stages?.pValue, 0.0777552222, 1e-9)
    expectInterval(stages?.interval ?? [], [0.0881289262, 0.4013370622], 1e-9)
    expectInterval(stages?.intervalKoyamaChen ?? [], [0.0881289262, 0.3654319939], 1e-9)
    expectRelative(found.bayes?.exceeds[0]?.probability, 0.9666000554, 1e-9)
  })

  it('a stage 2 of another size after a stage 1 as planned: p .0883, not rejected (Koyama and Chen 2008)', () => {
    const quarters = [
      { quarter: '2024-Q1', evaluable: 8, pending: 0, control: 2 },
      { quarter: '2025-Q1', evaluable: 25, pending: 0, control: 5 },
    ]
    const [stages] = resultOf([aCountry('NO', { evaluable: 25, control: 5 }, { quarters })]).twoStage
    expect(stages?.koyamaChen).toMatchObject({ x1: 2, m2: 17, x2: 3, reject: false })
    expectRelative(stages?.koyamaChen?.pValue, 0.0882956609, 1e-9)
    expectRelative(stages?.koyamaChen?.conditionalAlpha, 0.2107506603, 1e-9)
  })

  it('conditional power at 1, 2, 3 of 8: 6.8, 21.1, 48.5 % at p0', () => {
    const power = (control: number) => resultOf([aCountry('NO', { evaluable: 8, control })]).outlook
    expect([1, 2, 3].map(control => (100 * (power(control)?.powerP0 ?? 0)).toFixed(1))).toEqual(['6.8', '21.1', '48.5'])
    expect([1, 2, 3].map(control => (100 * (power(control)?.powerP1 ?? 0)).toFixed(1))).toEqual([
      '75.4',
      '90.1',
      '97.4',
    ])
  })
})

describe('what is not known', () => {
  it('is not assessed between countries from a pooled round', () => {
    const found = resultOf([aPool(['DK', 'FI', 'NL', 'NO'], { evaluable: 24, control: 5 })])
    expect(found).toMatchObject({ heterogeneity: null, heterogeneityMissing: 'pool-only' })
    expect(found.pooled).toHaveLength(2)
  })

  it('has no rate where no outcome is counted', () => {
    const masked = aCountry(
      'DK',
      { evaluable: 0, control: 0 },
      { counts: { treated: { masked: { lo: 0, hi: 22 } } }, measures: [], endpoint: null },
    )
    const found = resultOf([masked], { design: null, endpoint: null })
    expect(found).toMatchObject({ pooled: [], twoStage: [], bayes: null, heterogeneityMissing: 'no-outcome' })
    expect(found.funnel).toEqual([{ code: 'treated', count: { lo: 0, hi: 22 } }])
    expect(found.rows.every(({ estimate }) => estimate === null)).toBe(true)
  })

  it('has nothing pooled over mixed definitions', () => {
    const found = resultOf([
      aCountry('NO', { evaluable: 12, control: 5 }),
      aCountry('NL', { evaluable: 12, control: 5 }, { endpoint: 'benefit-16w-confirmed' }),
    ])
    expect(found).toMatchObject({ pooled: [], twoStage: [], responses: [], heterogeneityMissing: 'mixed-definitions' })
    expect(found.rows).toHaveLength(4)
  })

  it('hides a curve below 24 patients and says why', () => {
    const survival = {
      pfs: { denominator: 'treated' as const, entered: 20, steps: [{ to: 28, events: 9, censored: 0 }], cut: false },
    }
    const found = resultOf([aCountry('NO', { evaluable: 20, control: 5 }, { survival })])
    expect(found.survival).toMatchObject([{ name: 'pfs', hidden: 'too-few-patients', steps: [] }])
  })
})

describe('the sentences', () => {
  it('say what is decided, on which data cuts, by which rules', () => {
    const text = decisionSentences(buildResult(threeCountries(), { program }), words).join(' ')
    expect(text).toContain('8 of 24 patients (evaluable) had disease control at week 16, more than the 4')
    expect(text).toContain('Data cuts: DK 31 Dec 2025, FI 31 Dec 2025, NO 31 Dec 2025.')
    expect(text).toContain('one-path')
  })

  it('name pending patients where they forbid a stop', () => {
    const found = resultOf([aCountry('NO', { evaluable: 8, control: 0, pending: 2 })])
    expect(decisionSentences(found, words)[0]).toContain(
      '0 of 8 patients (evaluable) had disease control at week 16 so far; results pending or awaited: 2',
    )
  })

  it('give methods to paste, with the hash of the counts', () => {
    const found = buildResult(threeCountries(), { program })
    expect(methodsText(found, words)).toContain(found.documentHash)
    expect(methodsText(found, words)).toContain('Freeman and Halton 1951')
  })
})

describe('whatever the counts', () => {
  const count = fc.record({
    evaluable: fc.nat({ max: 40 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    more: fc.nat({ max: 5 }),
    pending: fc.nat({ max: 3 }),
  })

  it('the result is a valid document without NaN, and its sentences have no place left open', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 4 }), fc.boolean(), (counts, closed) => {
        const parts: NewPart[] = counts.map(({ evaluable, share, more, pending }, index) =>
          aCountry(['DK', 'FI', 'NL', 'NO'][index] ?? 'SE', {
            evaluable,
            control: Math.round(share * evaluable),
            mature: evaluable + more,
            pending,
          }),
        )
        const found = resultOf(parts, { looks: { s1: 8, s2: 24, closed } })
        expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/)
        expect(decisionSentences(found, words).join(' ')).not.toMatch(/\{\w+\}|NaN|undefined/)
      }),
      { numRuns: 60 },
    )
  })

  it('hundreds of countries are answered', () => {
    const codes = Array.from(
      { length: 250 },
      (_, index) => String.fromCharCode(65 + Math.floor(index / 26)) + String.fromCharCode(65 + (index % 26)),
    )
    const found = resultOf(
      codes.map((code, index) => aCountry(code, { evaluable: 1 + (index % 5), control: index % 2 })),
    )
    expect(found.heterogeneity?.countries).toHaveLength(250)
  })
})
