import { describe, expect, it } from 'vitest'
import { answerStatsLine } from '../../src/statistics/answer/answer-line.ts'
import { methods } from '../../src/statistics/answer/methods.ts'

type Request = Readonly<Record<string, unknown>>

function answer(request: Request): Request {
  return { ...answerStatsLine(JSON.stringify(request)) }
}

function codeOf(request: Request): unknown {
  const { error } = answer(request) as { error?: { code: string } }
  return error?.code
}

const design = { r1: 0, n1: 8, r: 4, n: 24 }
const prior = { muMean: -1, muSd: 2, tauScale: 1 }
const strata = [
  { x: 1, n: 8 },
  { x: 3, n: 9 },
]

/** One good request for each method; what is refused below is one of these with one thing wrong. */
const good = {
  proportion: { x: 5, n: 24 },
  simon: { ...design, p0: 0.1, p1: 0.3 },
  'simon-search': { p0: 0.1, p1: 0.3, alpha: 0.05, beta: 0.2, nmax: 30 },
  'two-stage': { ...design, x: 5, p0: 0.1 },
  'koyama-chen': { ...design, x1: 2, m2: 17, x2: 3, p0: 0.1 },
  attained: { n1: 8, r1: 0, n: 25, p0: 0.1, p1: 0.3, alpha: 0.08 },
  pool: { strata: strata.map((stratum, index) => ({ label: `S${index}`, ...stratum })) },
  survival: { times: [1, 2, 3], status: [1, 0, 1] },
  logrank: {
    groups: [
      { times: [1, 2], status: [1, 1] },
      { times: [2, 3], status: [1, 0] },
    ],
  },
  rate: { events: 3, personTime: 12.5 },
  'beta-binomial': { x: 5, n: 24, a: 1, b: 1, thresholds: [0.1] },
  hierarchical: { strata, ...prior },
  exnex: { strata, ...prior, weights: [0.5, 0.5], nex: strata.map(() => ({ mean: -1, sd: 2 })) },
} as const satisfies Record<string, Request>

/** Members of each answer, as the contract names them. */
const members = {
  proportion: ['estimate', 'clopperPearson', 'wilson', 'jeffreys', 'midP'],
  simon: ['alpha', 'power', 'pet0', 'pet1', 'en0', 'en1'],
  'simon-search': ['minimax', 'optimal', 'admissible'],
  'two-stage': ['mle', 'umvue', 'pValue', 'interval', 'intervalKoyamaChen'],
  'koyama-chen': ['pValue', 'conditionalAlpha', 'reject'],
  attained: ['r', 'alpha', 'power'],
  pool: ['complete', 'heterogeneity', 'commonEffect', 'randomEffects', 'glmm', 'leaveOneOut', 'notes'],
  survival: ['steps', 'at', 'median', 'medianInterval', 'medianIntervalLog'],
  logrank: ['chisq', 'df', 'pValue', 'observed', 'expected'],
  rate: ['estimate', 'exact'],
  'beta-binomial': ['mean', 'interval', 'exceeds'],
  hierarchical: ['strata', 'mu', 'tau'],
  exnex: ['strata', 'mu', 'tau', 'exchangeable'],
} as const satisfies Record<keyof typeof good, readonly string[]>

const names = Object.keys(good) as (keyof typeof good)[]

describe('an answer of rose stats', () => {
  it('exists for every method of the contract', () => {
    expect([...methods.keys()].sort()).toEqual([...names].sort())
  })

  it.each(names)('is flat, echoes the id and has the members of the contract: %s', method => {
    const found = answer({ id: 'a7', method, ...good[method] })
    expect(Object.keys(found)).toEqual(['id', ...members[method]])
    expect(found['id']).toBe('a7')
  })

  it('has id null where the request has none, and echoes any other id', () => {
    expect(answer({ method: 'rate', ...good.rate })['id']).toBeNull()
    expect(answer({ id: 0, method: 'rate', ...good.rate })['id']).toBe(0)
    expect(answer({ id: 7, method: 'rate' })).toMatchObject({ id: 7, error: { code: 'stats/missing-member' } })
  })

  it.each(['[1]', '5', 'null', '"text"', '{oops', '{"x":1}}'])(
    'is an error for a line that is no JSON object: %s',
    line => {
      expect(answerStatsLine(line)).toMatchObject({ id: null, error: { code: 'stats/bad-request' } })
    },
  )

  it('uses the defaults of the contract for level', () => {
    expect(answer({ method: 'proportion', ...good.proportion, level: 0.95 })).toEqual(
      answer({ method: 'proportion', ...good.proportion }),
    )
    expect(answer({ method: 'two-stage', ...good['two-stage'], level: 0.9 })).toEqual(
      answer({ method: 'two-stage', ...good['two-stage'] }),
    )
  })
})

describe('what rose stats refuses', () => {
  it.each(names)('an unknown member, at any method: %s', method => {
    expect(codeOf({ method, ...good[method], colour: 1 })).toBe('stats/unknown-member')
    expect(codeOf({ method, ...good[method], ['__proto__x']: 1 })).toBe('stats/unknown-member')
  })

  it.each(names)('a missing member, whichever it is: %s', method => {
    for (const name of Object.keys(good[method])) {
      const rest: Request = Object.fromEntries(Object.entries(good[method]).filter(([member]) => member !== name))
      expect(codeOf({ method, ...rest })).toMatch(/^stats\/(missing|unknown)-member$/)
    }
  })

  it.each([
    ['an unknown method', { method: 'wald', x: 1, n: 2 }, 'stats/unknown-method'],
    ['a method that is a name of every object', { method: 'constructor' }, 'stats/unknown-method'],
    ['no method', { x: 1, n: 2 }, 'stats/missing-member'],
    ['x above n', { method: 'proportion', x: 9, n: 8 }, 'stats/bad-count'],
    ['a negative count', { method: 'proportion', x: -1, n: 8 }, 'stats/bad-count'],
    ['a fractional count', { method: 'proportion', x: 1.5, n: 8 }, 'stats/bad-count'],
    ['n = 0', { method: 'proportion', x: 0, n: 0 }, 'stats/bad-count'],
    ['a count as text', { method: 'proportion', x: '1', n: 8 }, 'stats/bad-count'],
    ['a count of 2^53', { method: 'proportion', x: 1, n: 2 ** 53 }, 'stats/bad-count'],
    ['a level of 1', { method: 'proportion', x: 1, n: 8, level: 1 }, 'stats/bad-level'],
    ['a level of 0', { method: 'proportion', x: 1, n: 8, level: 0 }, 'stats/bad-level'],
    ['a level of null', { method: 'proportion', x: 1, n: 8, level: null }, 'stats/bad-level'],
    ['p0 = p1', { method: 'simon', ...design, p0: 0.3, p1: 0.3 }, 'stats/bad-probability'],
    ['a probability of 1.1', { method: 'simon', ...design, p0: 0.1, p1: 1.1 }, 'stats/bad-probability'],
    ['r1 = n1', { method: 'simon', ...design, r1: 8, p0: 0.1, p1: 0.3 }, 'stats/bad-design'],
    ['n1 = n', { method: 'simon', ...design, n1: 24, p0: 0.1, p1: 0.3 }, 'stats/bad-design'],
    ['r = n', { method: 'simon', ...design, r: 24, p0: 0.1, p1: 0.3 }, 'stats/bad-design'],
    ['r below r1', { method: 'simon', r1: 2, n1: 8, r: 1, n: 24, p0: 0.1, p1: 0.3 }, 'stats/bad-design'],
    ['x1 that stopped the trial', { method: 'koyama-chen', ...good['koyama-chen'], x1: 0 }, 'stats/bad-design'],
    ['x2 above m2', { method: 'koyama-chen', ...good['koyama-chen'], x2: 18 }, 'stats/bad-count'],
    ['x above n in two stages', { method: 'two-stage', ...design, x: 25, p0: 0.1 }, 'stats/bad-count'],
    [
      'a trial of a million million',
      { method: 'simon', r1: 0, n1: 8, r: 4, n: 1e12, p0: 0.1, p1: 0.3 },
      'stats/too-large',
    ],
    ['a search up to a million', { method: 'simon-search', ...good['simon-search'], nmax: 1e6 }, 'stats/too-large'],
    ['no stratum', { method: 'pool', strata: [] }, 'stats/bad-list'],
    ['a stratum that is a number', { method: 'pool', strata: [5] }, 'stats/bad-list'],
    [
      'an unknown member of a stratum',
      { method: 'pool', strata: [{ label: 'a', x: 1, n: 2, z: 3 }] },
      'stats/unknown-member',
    ],
    ['a label that is no text', { method: 'pool', strata: [{ label: 1, x: 1, n: 2 }] }, 'stats/bad-text'],
    ['times and status of two lengths', { method: 'survival', times: [1, 2], status: [1] }, 'stats/bad-list'],
    ['a status of 2', { method: 'survival', times: [1], status: [2] }, 'stats/bad-count'],
    ['a negative time', { method: 'survival', times: [-1], status: [1] }, 'stats/bad-number'],
    ['no time', { method: 'survival', times: [], status: [] }, 'stats/bad-list'],
    ['times beside bins', { method: 'survival', times: [1], status: [1], binWidth: 28 }, 'stats/unknown-member'],
    [
      'more events than entered',
      { method: 'survival', binWidth: 28, events: [5], censored: [0], entered: 4 },
      'stats/bad-count',
    ],
    [
      'a bin width of 0',
      { method: 'survival', binWidth: 0, events: [1], censored: [0], entered: 4 },
      'stats/bad-number',
    ],
    [
      'a stratum in one group only',
      {
        method: 'logrank',
        groups: [
          { times: [1], status: [1], stratum: ['a'] },
          { times: [2], status: [1] },
        ],
      },
      'stats/missing-member',
    ],
    ['person-time of 0', { method: 'rate', events: 1, personTime: 0 }, 'stats/bad-number'],
    ['a prior shape of 0', { method: 'beta-binomial', ...good['beta-binomial'], a: 0 }, 'stats/bad-number'],
    [
      'a threshold of 2',
      { method: 'beta-binomial', ...good['beta-binomial'], thresholds: [2] },
      'stats/bad-probability',
    ],
    ['a tau scale of 0', { method: 'hierarchical', ...good.hierarchical, tauScale: 0 }, 'stats/bad-number'],
    ['a tau scale of 1e6', { method: 'hierarchical', ...good.hierarchical, tauScale: 1e6 }, 'stats/too-large'],
    ['weights for other strata', { method: 'exnex', ...good.exnex, weights: [0.5] }, 'stats/bad-list'],
    ['a weight of 2', { method: 'exnex', ...good.exnex, weights: [0.5, 2] }, 'stats/bad-probability'],
  ] as const)('%s', (_, request, code) => {
    expect(codeOf(request)).toBe(code)
  })

  it('names members and never values', () => {
    const found = JSON.stringify(answer({ method: 'proportion', x: 987654, n: 8 }))
    expect(found).toContain('x is more than n')
    expect(found).not.toContain('987654')
    expect(JSON.stringify(answer({ method: 'rate', ...good.rate, 'Kari Nordmann 010203': 1 }))).not.toContain('Kari')
  })
})

describe('what has no answer', () => {
  it('is null and never NaN or infinite', () => {
    expect(answer({ method: 'simon-search', p0: 0.1, p1: 0.11, alpha: 0.01, beta: 0.01, nmax: 20 })).toEqual({
      id: null,
      minimax: null,
      optimal: null,
      admissible: [],
    })
    expect(answer({ method: 'attained', ...good.attained, alpha: 0 })).toEqual({
      id: null,
      r: null,
      alpha: null,
      power: null,
    })
    expect(answer({ method: 'two-stage', ...design, x: 0, p0: 0.1 })['intervalKoyamaChen']).toEqual([0, null])
    expect(answer({ method: 'rate', events: 9, personTime: 1e-320 })['estimate']).toBeNull()
  })

  it.each([
    ['proportion', { x: 9007199254740990, n: 9007199254740991, level: 0.999999 }],
    ['proportion', { x: 1, n: 9007199254740991, level: 1e-12 }],
    ['rate', { events: 9007199254740991, personTime: 1e300 }],
    ['beta-binomial', { x: 0, n: 9007199254740991, a: 1e-6, b: 1e15, thresholds: [0, 1e-300, 0.5, 1] }],
    ['simon', { ...design, p0: 0, p1: 1 }],
    ['two-stage', { r1: 5000, n1: 50_000, r: 20_000, n: 100_000, x: 20_001, p0: 0.2 }],
    ['koyama-chen', { ...design, x1: 8, m2: 1, x2: 0, p0: 0 }],
    ['survival', { binWidth: 28, events: [9007199254740990], censored: [0], entered: 9007199254740991 }],
    [
      'hierarchical',
      {
        strata: [
          { x: 0, n: 9007199254740991 },
          { x: 1, n: 1 },
        ],
        ...prior,
      },
    ],
    ['exnex', { ...good.exnex, weights: [0, 1], muMean: 100, muSd: 1e-4, tauScale: 1e-4 }],
  ] as const)('is free of nonsense at the edge: %s', (method, request) => {
    const text = JSON.stringify(answer({ method, ...request }))
    expect(text).not.toContain('error')
    expect(text).not.toContain('null,null')
  })
})
