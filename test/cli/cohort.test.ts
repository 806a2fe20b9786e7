/** Lines of `rose cohort key` that have no single meaning. */
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../support/test-terminal.ts'

describe('rose cohort key', () => {
  it('answers a line with a member twice, or nested without end, with an error, and goes on', async () => {
    const lines = [
      '{"id":1,"part":"gene","context":"record","text":"KRAS"}',
      '{"id":2,"part":"gene","part":"drugs","context":"record","text":"KRAS"}',
      `{"id":3,"part":"gene","text":${'['.repeat(100)}${']'.repeat(100)}}`,
      'no JSON',
      '{"id":4,"part":"gene","context":"record","text":5}',
      '{"id":5,"part":"gene","context":"record","text":"KRAS"}',
    ]
    const { code, out } = await runInProcess(['cohort', 'key'], `${lines.join('\n')}\n`)
    const answers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as unknown)
    const refused = (reason: string) => ({ id: null, error: { code: 'usage/bad-argument', message: reason } })
    expect(answers).toEqual([
      expect.objectContaining({ id: 1, canonical: 'HGNC:6407' }),
      refused('the line cannot be read: duplicate member'),
      refused('the line cannot be read: nested too deeply'),
      refused('the line cannot be read: not JSON'),
      refused('text is missing or no text'),
      expect.objectContaining({ id: 5, canonical: 'HGNC:6407' }),
    ])
    expect(code).toBe(1)
  })
})
