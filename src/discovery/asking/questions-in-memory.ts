/** Questions that are not kept: those to this node alone, and those of tests. */

import { isFinal } from './member-states.ts'
import type { KeptQuestion, PartnerTables, QuestionStore } from './ports.ts'

export function questionsInMemory(): QuestionStore {
  const questions = new Map<string, KeptQuestion>()
  const listeners = new Set<(id: string) => void>()
  const taken = new Set<string>()
  const change = (id: string, to: (question: KeptQuestion) => KeptQuestion) => {
    const question = questions.get(id)
    if (question === undefined || question.state !== 'open') return false
    questions.set(id, to(question))
    for (const listener of listeners) listener(id)
    return true
  }
  return {
    async add(question) {
      questions.set(question.id, { ...question, state: 'open', closedAt: null, record: null })
    },
    find: async id => questions.get(id) ?? null,
    list: async ({ openOnly }) =>
      [...questions.values()]
        .filter(({ state }) => !openOnly || state === 'open')
        .map(({ id }) => id)
        .reverse(),
    async setRow(id, row) {
      change(id, question => ({
        ...question,
        rows: question.rows.map(old => (old.member === row.member && !isFinal(old) ? row : old)),
      }))
    },
    close: async (id, end) => change(id, question => ({ ...question, ...end })),
    async take(id) {
      if (taken.has(id)) return false
      taken.add(id)
      return true
    },
    async release(id) {
      taken.delete(id)
    },
    async onChange(listener) {
      listeners.add(listener)
      return async () => void listeners.delete(listener)
    },
  }
}

export function tablesInMemory(): PartnerTables {
  const tables = new Map<string, string>()
  return {
    has: async sha256 => tables.has(sha256),
    find: async sha256 => tables.get(sha256) ?? null,
    keep: async ({ sha256, jws }) => void tables.set(sha256, jws),
  }
}
