/**
 * Processor time of this process and of a PostgreSQL server with all its backends: on a machine that others use too, the
 * wall clock of two sides differs by who else was at work. Linux alone tells; elsewhere the wall clock is what there is.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

export interface Spent {
  readonly wallMs: number
  /** Null where the machine does not tell. */
  readonly processorMs: number | null
}

/** The wall clock where the machine tells of no other. */
export function processorMsOf({ wallMs, processorMs }: Spent): number {
  return processorMs ?? wallMs
}

/** `serverPid`: of the postmaster; null for work within this process alone. */
export async function spentOn(serverPid: number | null, work: () => unknown): Promise<Spent> {
  const before = serverMs(serverPid)
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  const after = serverMs(serverPid)
  return { wallMs, processorMs: before === null || after === null ? null : (user + system) / 1000 + after - before }
}

/** First line of `postmaster.pid`. */
export function pidOfServer(dataFolder: string): number {
  return Number(readFileSync(`${dataFolder}/postmaster.pid`, 'utf8').split('\n')[0])
}

function serverMs(pid: number | null): number | null {
  if (pid === null) return 0
  if (!existsSync('/proc/self/stat')) return null
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null
    if (stat === null) continue
    // Of the server itself also what its backends spent that have ended.
    if (Number(entry) === pid) ticks += stat.own + stat.ended
    else if (stat.parent === pid) ticks += stat.own
  }
  return (ticks * 1000) / TICKS_A_SECOND
}

/** Fields of proc_pid_stat(5) behind the name, which may hold anything. */
function statOf(pid: string): { readonly parent: number; readonly own: number; readonly ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (number: number) => fields[number - 3] ?? 0
    return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) }
  } catch {
    return null
  }
}
