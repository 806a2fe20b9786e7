/** Starts `hold-server.ts` and talks with it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

type Said = Readonly<Record<string, unknown>>

export interface Holder {
  readonly child: ChildProcess
  /** What it says next that has one of these members. */
  hears(...members: readonly string[]): Promise<Said>
  tell(line: 'release' | 'exit'): void
  /** Code or signal that ended it. */
  readonly ended: Promise<number | string | null>
}

export interface HoldAs {
  readonly uid?: number
  readonly gid?: number
  /** Checkout and Node to run; this one unless said. */
  readonly root?: string
  readonly node?: string
}

export function holdServer(folder: string, { root, node, ...account }: HoldAs = {}): Holder {
  const script = join(root ?? resolve(import.meta.dirname, '../..'), 'test/support/hold-server.ts')
  const child = spawn(node ?? process.execPath, [script, folder], {
    ...account,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    hears: async (...members) => {
      for (;;) {
        const { value, done } = await lines.next()
        if (done === true) return { ended: true }
        const said: Said = JSON.parse(value)
        if (members.some(member => member in said)) return said
      }
    },
    tell: line => child.stdin?.write(`${line}\n`),
    ended: once(child, 'exit').then(([code, signal]) => code ?? signal),
  }
}
