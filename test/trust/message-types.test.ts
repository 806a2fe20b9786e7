import { describe, expect, it } from 'vitest'
import { allSchemas } from '../../src/model/generated/registry.ts'
import { commonType, MESSAGE_TYPES, type MessageRule, PROTOCOLS, replyInWords } from '../../src/trust/message-types.ts'

const rules: readonly (readonly [string, MessageRule])[] = Object.entries(MESSAGE_TYPES)
const schemas: ReadonlyMap<string, unknown> = new Map(allSchemas.map(schema => [schema.$id, schema]))

describe('the table of message types', () => {
  it('tells whoever lets a reply out what is in the reply, and not what was in the question', () => {
    expect(replyInWords('question/1')).toBe(MESSAGE_TYPES['answer/1'].words)
    for (const [type, { answeredBy }] of rules) {
      if (answeredBy === undefined) continue
      const answer = rules.find(([name]) => name === answeredBy)?.[1]
      expect([type, answer?.isReply, answer?.words === undefined]).toEqual([type, true, false])
    }
  })

  it('gives each type a typ and a schema of its own, so that none is read as another', () => {
    expect(new Set(rules.map(([, { typ }]) => typ)).size).toBe(rules.length)
    expect(new Set(rules.map(([, { schema }]) => schema)).size).toBe(rules.length)
  })

  it.each(rules)('%s has a closed schema that fixes type and purpose and asks for every claim', (type, rule) => {
    const schema = schemas.get(rule.schema) as {
      readonly required: readonly string[]
      readonly additionalProperties: boolean
      readonly properties: Readonly<Record<string, { readonly const?: string }>>
    }
    expect(schema.required).toEqual(expect.arrayContaining(['type', 'purpose', 'iss', 'aud', 'iat', 'exp', 'jti']))
    expect(schema.additionalProperties).toBe(false)
    expect([schema.properties['type']?.const, schema.properties['purpose']?.const]).toEqual([type, rule.purpose])
    expect(rule.schema).toBe(`urn:prime-rose:${type}`)
  })
})

describe('a common version', () => {
  it('is the newest that both speak', () => {
    expect(commonType('question', ['question/1'])).toBe('question/1')
    expect(commonType('question', ['question/1', 'question/2', 'question/10'], ['question/2', 'question/10'])).toBe(
      'question/10',
    )
  })

  it('is none where the other speaks only newer or older ones, or does not know the kind', () => {
    expect(commonType('question', ['question/2'])).toBeNull()
    expect(commonType('question', ['questions/1', 'question'])).toBeNull()
    expect(commonType('manifest', [...PROTOCOLS])).toBeNull()
  })
})
