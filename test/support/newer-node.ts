/**
 * Loaded before the program (`node --import`), it makes a node of the real code one version of the protocol newer than the
 * others: its questions and answers are `question/2` and `answer/2`, and it speaks the present ones no more. To it, a node
 * of the present code is one version older. All else is as it is.
 */
import { MESSAGE_TYPES, PROTOCOLS } from '../../src/trust/message-types.ts'

const types: Record<string, { typ: string }> = MESSAGE_TYPES
for (const kind of ['question', 'answer']) {
  const rule = types[`${kind}/1`]
  if (rule !== undefined) rule.typ = `prime-rose-${kind}-2+jwt`
}
const spoken = PROTOCOLS as string[]
spoken.splice(0, spoken.length, ...PROTOCOLS.map(type => type.replace(/^(question|answer)\/1$/, '$1/2')))
