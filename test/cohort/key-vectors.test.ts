import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerKeyLine } from '../../src/cohort/key-lines.ts'
import { normaliserVersion } from '../../src/terminology/terminology.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

interface Vectors {
  readonly normaliserVersion: string
  readonly oncotreeVersion: string
  readonly vectors: readonly { readonly request: object; readonly answer: object }[]
}

const file = join(import.meta.dirname, '../vectors/cohort-key.json')
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

describe('the vectors of cohort key v1', () => {
  it('are of this version of the normaliser and of the tumours', () => {
    expect(vectors.normaliserVersion).toBe(normaliserVersion)
    expect(vectors.oncotreeVersion).toBe(shipped.oncotreeVersion)
  })

  it('are answered as they stand', () => {
    for (const { request, answer } of vectors.vectors) {
      expect({ request, answer: answerKeyLine(shipped, JSON.stringify(request)) }).toEqual({ request, answer })
    }
    expect(vectors.vectors.length).toBeGreaterThan(400)
  })

  it('answer a canonical alteration, drug text or tumour code with itself', () => {
    for (const { request, answer } of vectors.vectors) {
      const { part } = request as { part: string }
      const { canonical } = answer as { canonical?: string | null }
      if (!canonical || part === 'key' || (part === 'tumour' && canonical === 'PTCL')) continue
      expect(answerKeyLine(shipped, JSON.stringify({ id: 1, part, text: canonical }))).toMatchObject({ canonical })
    }
  })
})
