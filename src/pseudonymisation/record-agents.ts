/** Drugs as the record names them: by INN, or `unknown`; a name as typed never enters it. */
import type { RecordAgent } from '../model/generated/record.ts'

/** Reads a drug as the source spells it: the INN of each ingredient; none where it cannot be read. */
export type AgentsOf = (text: string) => readonly string[]

/** As the schema asks; digits as in interferon-alfa-2b, never a year. */
const INN = /^[a-z](?!.*[0-9]{4})[a-z0-9-]{2,60}$/
const UNKNOWN = 'unknown'

export function innOf(name: string): string {
  return INN.test(name) ? name : UNKNOWN
}

export function agentOf(name: string): RecordAgent {
  return { inn: innOf(name), sourceName: null }
}

/** Without a reader every drug is `unknown`. */
export const unreadAgents: AgentsOf = () => [UNKNOWN]
