import { describe, expect, it } from 'vitest'
import { answerKeyLine } from '../../src/cohort/key-lines.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const answer = (line: string) => answerKeyLine(shipped, line)
const ask = (request: object) => answer(JSON.stringify({ id: 'a', ...request }))

describe('a line of key requests', () => {
  it('is answered with its id and every member', () => {
    expect(ask({ part: 'gene', text: 'HER2' })).toEqual({
      id: 'a',
      status: 'ok',
      canonical: 'HGNC:3430',
      codes: [],
      warnings: [],
      proposals: [],
    })
  })

  it.each([
    '',
    'not json',
    '[]',
    'null',
    '{"part":"gene","text":"HER2"}',
    '{"id":true,"part":"gene","text":"HER2"}',
    '{"id":1,"part":"colour","text":"HER2"}',
    '{"id":1,"part":"gene"}',
    '{"id":1,"part":"gene","text":["HER2"]}',
    '{"id":1,"part":"gene","text":"HER2","rollUpTo":"X"}',
    '{"id":1,"part":"alteration","context":"patient","text":"HER2mut"}',
    '{"id":1,"part":"alteration","text":"HER2mut","rollUpTo":"CHOL"}',
    '{"id":1,"part":"tumour","text":"CCA","rollUpTo":"NOPE"}',
    '{"id":1,"part":"tumour","text":"CCA","rollUpTo":"G:mut"}',
    '{"id":1,"part":"tumour"}',
    '{"id":1,"part":"key","text":"a/b/c","drugs":"x"}',
    '{"id":1,"part":"key","tumour":"CCA","alteration":"HER2mut","drugs":"x"}',
    '{"id":1,"part":"key","tumour":{"text":"CCA","site":"x"},"alteration":"HER2mut","drugs":"x"}',
    '{"id":1,"part":"gene","text":"HER2","__proto__":{"x":1},"constructor":"x"}',
    `{"id":1,"part":"gene","text":"${'x'.repeat(20_000)}"}`,
  ])('is answered as bad: %s', line => {
    expect(answer(line)).toEqual({ id: null, error: { code: 'usage/bad-argument', message: expect.any(String) } })
  })

  it('never gives the text of a bad line back', () => {
    expect(JSON.stringify(answer('{"id":1,"part":"gene","text":"HER2","secretName":"x"}'))).not.toContain('secretName')
  })

  it('reads a cohort name as a selector whatever the context, and key parts in the context given', () => {
    const name = { part: 'key', context: 'record', text: 'BRCA1mut/Prostate/Olaparib' }
    expect(ask(name)).toMatchObject({ canonical: 'v1|PROSTATE|G:HGNC:1100:lof|olaparib' })
    const parts = { part: 'key', tumour: { text: 'Prostate' }, alteration: 'BRCA1mut', drugs: 'Olaparib' }
    expect(ask(parts)).toMatchObject({ canonical: 'v1|PROSTATE|G:HGNC:1100:mut|olaparib' })
    expect(ask({ ...parts, context: 'selector' })).toMatchObject({ canonical: 'v1|PROSTATE|G:HGNC:1100:lof|olaparib' })
  })

  it('rolls one part of a key up and shows the key before', () => {
    expect(ask({ part: 'key', text: 'HER2exp/PDAC/Herceptin', rollUpTo: 'PANCREAS' })).toMatchObject({
      canonical: 'v1|PANCREAS|E:HGNC:3430:pos|trastuzumab',
      beforeRollUp: 'v1|PAAD|E:HGNC:3430:pos|trastuzumab',
    })
  })
})
