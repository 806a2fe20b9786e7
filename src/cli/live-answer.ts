/** A question while it is open: a table that is drawn over at a terminal, a line for each member that ends elsewhere. */
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { memberInWords } from './answer-in-words.ts'
import { formatTable, type Terminal } from './terminal.ts'

export interface LiveAnswer {
  show(answer: NetworkAnswer): void
  /** Takes the table away: what follows is the answer. */
  end(): void
}

const OPEN: readonly string[] = ['waiting', 'claimed', 'needs-human']

export function liveAnswer(terminal: Terminal): LiveAnswer {
  return terminal.interactive ? liveTable(terminal) : plainLines(terminal)
}

function liveTable({ stderr }: Terminal): LiveAnswer {
  let drawn = 0
  const clear = () => {
    // Up to the first line of what was drawn, then all below is erased.
    if (drawn > 0) stderr.write(`\u001b[${drawn}A\r\u001b[J`)
    drawn = 0
  }
  return {
    show(answer) {
      clear()
      const rows = answer.members.map(member => [
        OPEN.includes(member.state) ? '…' : member.state === 'answered' ? '✓' : '✗',
        member.country,
        member.member,
        memberInWords(member),
      ])
      const text = formatTable(['', 'country', 'member', answer.denominator], rows)
      stderr.write(`${text}\n`)
      drawn = text.split('\n').length
    },
    end: clear,
  }
}

function plainLines({ stderr }: Terminal): LiveAnswer {
  const told = new Map<string, string>()
  return {
    show({ members }) {
      for (const member of members) {
        const before = told.get(member.member)
        if (before === member.state || (before === undefined && member.state === 'waiting')) continue
        told.set(member.member, member.state)
        stderr.write(`${member.country} ${member.member}: ${memberInWords(member)}\n`)
      }
    },
    end: () => undefined,
  }
}
