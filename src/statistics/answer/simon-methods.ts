import { attained } from '../simon/attained.ts'
import { type Design, operatingCharacteristics } from '../simon/design.ts'
import { koyamaChen } from '../simon/koyama-chen.ts'
import { simonSearch } from '../simon/search.ts'
import { twoStage } from '../simon/two-stage.ts'
import { checkMembers, checkWork, countAmong, countOf, fail, type Json, levelOf, probabilityOf } from './members.ts'

/** Sums run over all outcomes: beyond these a line would take seconds. */
const LARGEST_TRIAL = 100_000
const LARGEST_SEARCH = 500

const DESIGN = ['r1', 'n1', 'r', 'n']

export function answerSimon(members: Json): Json {
  checkMembers(members, { required: [...DESIGN, 'p0', 'p1'] })
  return { ...operatingCharacteristics(designOf(members), ratesOf(members)) }
}

export function answerSearch(members: Json): Json {
  checkMembers(members, { required: ['p0', 'p1', 'alpha', 'beta', 'nmax'] })
  const nmax = countOf(members, 'nmax', 1)
  checkWork(nmax, LARGEST_SEARCH, 'nmax')
  const targets = { alpha: probabilityOf(members, 'alpha'), beta: probabilityOf(members, 'beta') }
  return { ...simonSearch({ ...ratesOf(members), ...targets, nmax }) }
}

export function answerTwoStage(members: Json): Json {
  checkMembers(members, { required: [...DESIGN, 'x', 'p0'], optional: ['level'] })
  const design = designOf(members)
  const [x] = countAmong(members, 'x', 'n')
  return { ...twoStage({ ...design, x, p0: probabilityOf(members, 'p0'), level: levelOf(members, 0.9) }) }
}

export function answerKoyamaChen(members: Json): Json {
  checkMembers(members, { required: [...DESIGN, 'x1', 'm2', 'x2', 'p0'] })
  const design = designOf(members)
  const [x1] = countAmong(members, 'x1', 'n1')
  if (x1 <= design.r1) fail('stats/bad-design', 'x1 is not above r1: the trial stopped at stage 1')
  const [x2, m2] = countAmong(members, 'x2', 'm2')
  return { ...koyamaChen({ ...design, x1, m2, x2, p0: probabilityOf(members, 'p0') }) }
}

export function answerAttained(members: Json): Json {
  checkMembers(members, { required: ['n1', 'r1', 'n', 'p0', 'p1', 'alpha'] })
  const sizes = designOf({ ...members, r: members['r1'] })
  const found = attained({ ...sizes, ...ratesOf(members), alpha: probabilityOf(members, 'alpha') })
  return { ...(found ?? { r: null, alpha: null, power: null }) }
}

/** 0 <= r1 < n1 < n and r1 <= r < n. */
function designOf(members: Json): Design {
  const design = {
    r1: countOf(members, 'r1'),
    n1: countOf(members, 'n1', 1),
    r: countOf(members, 'r'),
    n: countOf(members, 'n', 1),
  }
  const { r1, n1, r, n } = design
  if (!(r1 < n1 && n1 < n && r1 <= r && r < n))
    fail('stats/bad-design', 'the design is not r1 < n1 < n with r1 <= r < n')
  checkWork(n, LARGEST_TRIAL, 'n')
  return design
}

function ratesOf(members: Json): { p0: number; p1: number } {
  const rates = { p0: probabilityOf(members, 'p0'), p1: probabilityOf(members, 'p1') }
  if (rates.p0 >= rates.p1) fail('stats/bad-probability', 'p0 is not below p1')
  return rates
}
