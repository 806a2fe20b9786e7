import { describe, expect, it } from 'vitest'
import { parsePhrase, phraseFinder } from '../../src/mapping/withdrawal-phrases.ts'
import { impressMapping } from './shipped-mapping.ts'

const speaksOfIt = phraseFinder(impressMapping.withdrawal.phrases)

function finder(...texts: string[]) {
  return phraseFinder(texts.map(parsePhrase).filter(phrase => phrase !== null))
}

describe('withdrawal phrases of impress-norway', () => {
  it.each([
    'Patient withdrew consent',
    'WITHDREW  his informed CONSENT on Monday',
    'has withdrawn her study consent',
    'withdrawal of consent (by phone)',
    'Consent withdrawn.',
    'trukket samtykke',
    'Pasienten har trukket tilbake samtykket sitt',
    'samtykke er trukket',
    'trak sit samtykke tilbage',
    'har återkallat sitt samtycke',
    'drog tillbaka sitt samtycke',
    'potilas perui suostumuksensa',
    'toestemming ingetrokken',
    'line one\nwithdrew\u00a0consent',
  ])('finds it in %j', text => {
    expect(speaksOfIt(text)).toBe(true)
  })

  it.each([
    '',
    'Patient refusal',
    'Withdrawn by PI',
    'withdrew from treatment, consent form filed',
    'consent signed; withdrawn by PI',
    'samtykke innhentet',
    'blood withdrawn',
    'BRAF V600E/Melanoma/Dabrafenib',
  ])('does not find it in %j', text => {
    expect(speaksOfIt(text)).toBe(false)
  })

  it('stays quick on very long cells', () => {
    const started = performance.now()
    for (const word of ['withdrew ', 'consent ', 'trukket samtykk ', 'a', ' ']) {
      expect(speaksOfIt(word.repeat(100_000 / word.length))).toBe(false)
    }
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('parsePhrase', () => {
  it('lets an ellipsis stand for up to three words, and a star for any ending', () => {
    const finds = finder('took … agree*')
    expect(finds('took agreement')).toBe(true)
    expect(finds('took back the whole agreement')).toBe(true)
    expect(finds('took back the whole long agreement')).toBe(false)
    expect(finds('took back. The agreement stands')).toBe(false)
  })

  it('matches whole words only where there is no star', () => {
    expect(finder('consent gone')('consents gone')).toBe(false)
    expect(finder('consent gone')('no consent gone')).toBe(true)
  })

  it.each(['', '…', 'withdrew …', 'a(b', '*'])('refuses %j', text => {
    expect(parsePhrase(text)).toBeNull()
  })
})
