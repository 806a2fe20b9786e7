import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { canonicaliseDefinition, definitionHash, definitionKey } from '../../src/cohort/definition.ts'
import { explainDefinition } from '../../src/cohort/explain.ts'
import { printCohort } from '../../src/cohort/print-text.ts'
import { canonicalJson } from '../../src/model/canonical-json.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { normaliserVersion } from '../../src/terminology/terminology.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

interface Vectors {
  readonly normaliserVersion: string
  readonly oncotreeVersion: string
  readonly vectors: readonly {
    readonly definition: CohortDefinition
    readonly canonical: string
    readonly key: string | null
    readonly hash: string
    readonly text: string
    readonly words: string
  }[]
  readonly refused: readonly { readonly why: string; readonly definition: CohortDefinition; readonly code: string }[]
}

const file = join(import.meta.dirname, '../vectors/cohort.json')
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

describe('the vectors of cohort/1', () => {
  it('are of this version of the normaliser and of the tumours', () => {
    expect(vectors.normaliserVersion).toBe(normaliserVersion)
    expect(vectors.oncotreeVersion).toBe(shipped.oncotreeVersion)
  })

  it.each(vectors.vectors.map(vector => [vector.text, vector] as const))('%s', (_, vector) => {
    const canonical = canonicaliseDefinition(shipped, vector.definition)
    expect({
      canonical: canonicalJson(canonical),
      key: definitionKey(canonical),
      hash: definitionHash(canonical),
      text: printCohort(canonical),
      words: explainDefinition(shipped, canonical),
    }).toEqual({
      canonical: vector.canonical,
      key: vector.key,
      hash: vector.hash,
      text: vector.text,
      words: vector.words,
    })
    expect(parseCohortText(shipped, vector.text)).toEqual(canonical)
  })

  it.each(vectors.refused.map(({ why, ...rest }) => [why, rest] as const))('refuse %s', (_, { definition, code }) => {
    expect(() => canonicaliseDefinition(shipped, definition)).toThrow(expect.objectContaining({ code }))
  })
})
