import { describe, expect, it } from 'vitest'
import { type FoundExport, type WatchDeps, type WatchEvent, watchExports } from '../../src/ingest/watch.ts'
import { NodeError } from '../../src/model/errors.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import { ingestReportSchema } from '../../src/model/generated/ingest-report.ts'

const report = ingestReportSchema.examples[0] as unknown as IngestReport
const anExport = (name: string, given: Partial<FoundExport> = {}): FoundExport => ({
  name,
  fingerprint: name,
  isMarked: false,
  newest: 0,
  ...given,
})

/** A folder whose content is given second by second; the watch ends after the last. */
async function watch(
  seconds: readonly (readonly FoundExport[])[],
  given: Partial<WatchDeps> & { readonly fails?: Readonly<Record<string, Error>> } = {},
) {
  const stopping = new AbortController()
  const done = new Map<string, string>()
  const told: string[] = []
  let second = 0
  const tell = (event: WatchEvent) => {
    if (event.kind === 'taken') told.push(`${second}: ${event.name}`)
    if (event.kind === 'refused') told.push(`${second}: ${event.name} ${event.error.code}`)
  }
  const ended = await watchExports({
    look: async () => seconds[second] ?? [],
    journal: {
      has: fingerprint => done.has(fingerprint),
      add: (fingerprint, outcome) => done.set(fingerprint, outcome),
    },
    async take(name) {
      const failure = given.fails?.[name]
      if (failure !== undefined) throw failure
      return report
    },
    tell,
    settle: 2_000,
    onlyMarked: false,
    once: false,
    stopped: stopping.signal,
    now: () => second * 1_000,
    async wait() {
      second += 1
      if (second >= seconds.length) stopping.abort()
    },
    ...given,
  })
  return { ...ended, told, done }
}

describe('a watched folder', () => {
  const [a, b] = [anExport('a', { newest: 2 }), anExport('b', { newest: 1 })]

  it('gives an export once it has settled, the oldest first, each once', async () => {
    const { told, allAccepted } = await watch([
      [a, b],
      [a, b],
      [a, b],
      [a, b],
    ])
    expect(told).toEqual(['2: b', '2: a'])
    expect(allAccepted).toBe(true)
  })

  it('gives none that is still changing, and one again whose files have changed since', async () => {
    const version = (number: number) => anExport('a', { fingerprint: `a${number}` })
    const { told } = await watch([
      [version(1)],
      [version(2)],
      [version(3)],
      [version(3)],
      [version(3)],
      [version(4)],
      [version(4)],
      [version(4)],
    ])
    expect(told).toEqual(['4: a', '7: a'])
  })

  it('gives a marked one at once, and only such where that is asked', async () => {
    const marked = anExport('m', { isMarked: true })
    expect((await watch([[marked, a]])).told).toEqual(['0: m'])
    expect((await watch([[marked, a], [a], [a], [a]], { onlyMarked: true })).told).toEqual(['0: m'])
    expect((await watch([[marked, a], [a]], { onlyMarked: true, once: true })).told).toEqual(['0: m'])
  })

  it('goes on after a bad one, which is not tried again', async () => {
    const fails = { b: new NodeError('ingest/bad-csv', 'a sheet is cut off') }
    const { told, allAccepted, done } = await watch(
      [
        [a, b],
        [a, b],
        [a, b],
        [a, b],
      ],
      { fails },
    )
    expect(told).toEqual(['2: b ingest/bad-csv', '2: a'])
    expect([allAccepted, done.get('b'), done.get('a')]).toEqual([false, 'refused', 'taken'])
  })

  it('ends where the fault is not that of the export, which is not counted as done', async () => {
    const fails = { b: new NodeError('store/unreachable', 'the database does not answer') }
    await expect(watch([[b], [b], [b]], { fails })).rejects.toMatchObject({ code: 'store/unreachable' })
  })

  it('ends when it is stopped within an ingest, which is not counted as done', async () => {
    const { told, done } = await watch([[b], [b], [b], [b]], {
      fails: { b: new NodeError('usage/interrupted', 'stopped') },
    })
    expect([told, done.size]).toEqual([[], 0])
  })

  it('ends by itself when all that lies there is done, if asked', async () => {
    expect(
      (
        await watch(
          Array.from({ length: 9 }, () => [a, b]),
          { once: true },
        )
      ).told,
    ).toEqual(['2: b', '2: a'])
  })
})
