import { describe, expect, it } from 'vitest'
import { rules } from '../../src/decision/rules.ts'
import { type Language, languages, type MessageKey } from '../../src/report/text/messages.ts'
import { wordsOf } from '../../src/report/text/words.ts'

const others = (Object.keys(languages) as Language[]).filter(language => language !== 'en')
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the words of a report', () => {
  it.each(others)('have every key of the English table, none empty, and the same places to fill: %s', language => {
    const table: Readonly<Record<string, string>> = languages[language]
    expect(Object.keys(table).sort()).toEqual(Object.keys(languages.en).sort())
    const differing = Object.entries(languages.en).filter(([key, english]) => {
      const own = table[key] ?? ''
      return own === '' || JSON.stringify(placesIn(own)) !== JSON.stringify(placesIn(english))
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it.each(others)('are of that language: most texts differ from the English ones: %s', language => {
    const same = Object.entries(languages.en).filter(([key, text]) => languages[language][key as MessageKey] === text)
    // Names of methods and people are the same everywhere.
    expect(same.length).toBeLessThan(Object.keys(languages.en).length / 6)
  })

  it('say each rule as the table of rules does', () => {
    expect(rules.filter(({ id, says }) => languages.en[`rule.${id}`] !== says).map(({ id }) => id)).toEqual([])
  })
})

describe('numbers and dates', () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

  it('follow the habit of the language', () => {
    const shown = (language: Language) => {
      const words = wordsOf(language)
      return [words.percent(0.4), words.level(0.95), words.decimal(1234.5, 1), words.date('2025-12-31')].map(plain)
    }
    expect(shown('en')).toEqual(['40.0%', '95%', '1,234.5', '31 Dec 2025'])
    expect(shown('nb').slice(0, 3)).toEqual(['40,0 %', '95 %', '1 234,5'])
    expect(shown('da').slice(0, 3)).toEqual(['40,0 %', '95 %', '1.234,5'])
    expect(shown('fi').slice(0, 3)).toEqual(['40,0 %', '95 %', '1 234,5'])
    expect(shown('nl').slice(0, 3)).toEqual(['40,0%', '95%', '1.234,5'])
    expect(shown('sv').slice(0, 3)).toEqual(['40,0 %', '95 %', '1 234,5'])
    expect(shown('nb')[3]).toMatch(/31\. des\.? 2025/)
  })

  it('leave codes as they are', () => {
    expect(wordsOf('fi').code('endpoint', 'some-new-code')).toBe('some-new-code')
    expect(wordsOf('fi').code('endpoint', 'constructor')).toBe('constructor')
  })

  it('write small p values as a power of ten, and 0 as 0', () => {
    expect(wordsOf('en').pValue(0.07775522218)).toBe('0.07776')
    expect(wordsOf('en').pValue(1.234e-7)).toBe('1.23E-7')
    expect(wordsOf('en').pValue(0)).toBe('0')
  })
})
