import { describe, expect, it } from 'vitest'
import { parseLinearPattern } from '../../src/mapping/linear-pattern.ts'

describe('a pattern of whole texts', () => {
  /** Patterns with texts that are tried on the pattern and on the regular expression that it looks like. */
  const PATTERNS = [
    '(?:[A-Z0-9]{1,4}-[0-9]{1,6}|[0-9]{1,6})',
    '[0-9]{1,4}',
    'DRUP-\\d{4}',
    'a?b*c+',
    '(ab|c){2,3}',
    '[^0-9-]+',
    'x{0}y',
    'x{2,}',
    '\\d+(?:\\.\\d+)?',
    '.{3}',
    '[a-cx\\]]*',
    '(a|b|)c',
    '',
  ]
  const TEXTS = [
    '',
    '12',
    '0301-007',
    '0301-0007x',
    'DRUP-0001',
    'DRUP-001',
    'c',
    'bc',
    'abbccc',
    'abab',
    'ccab',
    'abababab',
  ]
  const MORE = ['xyz', 'xx', 'xxx', 'x', 'y', '1.5', '1.', 'a-b', 'ax]', 'å', 'ab', 'ac', '  ']

  it.each(PATTERNS)('%s: takes what the regular expression takes', source => {
    const pattern = parseLinearPattern(source)
    const expression = new RegExp(`^(?:${source})$`, 'u')
    for (const text of [...TEXTS, ...MORE]) expect(pattern?.test(text), text).toBe(expression.test(text))
  })

  it.each([
    '(',
    'a)',
    '[',
    '[]',
    '[b-a]',
    'a{3,2}',
    'a{',
    'a{x}',
    '*a',
    '+',
    'a**',
    '\\b',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    'a$',
    '^a',
    '[[:alpha:]]',
  ])('is not %s', source => {
    expect(parseLinearPattern(source)).toBeNull()
  })

  it('of any size is refused rather than built', () => {
    expect(parseLinearPattern('(((a{99}){99}){99}){99}')).toBeNull()
    expect(parseLinearPattern('('.repeat(10_000))).toBeNull()
    expect(parseLinearPattern(`${'(?:'.repeat(40)}a${')'.repeat(40)}`)).toBeNull()
    expect(parseLinearPattern('a{900}')).not.toBeNull()
  })

  it('takes no text that is longer than any id', () => {
    const pattern = parseLinearPattern('a*')
    expect(pattern?.test('a'.repeat(256))).toBe(true)
    expect(pattern?.test('a'.repeat(257))).toBe(false)
  })

  it('follows all its ways at once: a regular expression would not end on these', () => {
    const text = `${'a'.repeat(255)}!`
    for (const source of ['(a+)+', '(a|a)*', '(a|aa)+', '(?:a*)*b', '(?:a?){200}a{20}']) {
      expect(parseLinearPattern(source)?.test(text)).toBe(false)
    }
  })
})
