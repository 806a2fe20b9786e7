import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hintOf } from '../../src/cli/hints.ts'
import { NodeError } from '../../src/model/errors.ts'
import { runInProcess } from '../support/test-terminal.ts'

describe('what to do next after an error', () => {
  it.each<[NodeError, string]>([
    [new NodeError('cut/not-open', 'closed', { hint: 'its own' }), 'its own'],
    [
      new NodeError('schema/invalid', 'x', { detail: { schema: 'urn:prime-rose:cut-report/1' } }),
      'schemas/cut-report.schema.json',
    ],
    [new NodeError('internal', 'x'), 'rose --version'],
    [new NodeError('pooling/sums-differ', 'x'), 'rose round status'],
    [new NodeError('usage/bad-argument', 'x'), 'See: rose cut open --help'],
  ])('is its own hint, or that of its schema, code or family, or the help: %s', (error, said) => {
    expect(hintOf(error, ['cut', 'open'])).toContain(said)
  })

  it('stands under the error on the command line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rose-hint-'))
    try {
      const file = join(folder, 'cohort.json')
      writeFileSync(file, JSON.stringify({ schema: 'cohort/1', match: 'within', tumour: [], drugs: 'sotorasib' }))
      const { code, err } = await runInProcess(['cohort', 'explain', file])
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/cohort\/bad-definition.*\n {2}Its form is schemas\/cohort/),
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
