/** A table that an engine made of so many treated patients in each cohort, and what a gateway answers from it over HTTP. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import type { Reading } from '../../src/model/generated/answer.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { anEpisode, personOf, pseudonymOf } from '../cut/cut-node.ts'
import { anEngineNode, CATALOGUE, runNodeJob } from '../engine/engine-node.ts'
import { aGateway } from './gateway.ts'
import { aProgram, bearerOf, registered } from './programs.ts'

/** `untreated`: screened besides, of no tissue and with no finding. Returns the answers in the order of the questions. */
export async function answersFromEngine(
  patients: Readonly<Record<string, number>>,
  { untreated, asked }: { readonly untreated: number; readonly asked: readonly CohortDefinition[] },
): Promise<readonly Reading['result'][]> {
  const cohorts = Object.keys(patients).map(key => ({ key, label: 'synthetic' }))
  const treated = Object.entries(patients).flatMap(([cohortKey, count]) => new Array<string>(count).fill(cohortKey))
  const subjects = Array.from({ length: treated.length + untreated }, (_, position) => ({
    pseudonym: pseudonymOf(position),
    person: personOf(position),
    tumour: treated[position]?.split('|')[1] ?? null,
  }))
  const episodes = treated.map((cohortKey, position) => anEpisode({ pseudonym: pseudonymOf(position), cohortKey }))
  const node = await anEngineNode({
    rows: { subjects, episodes },
    catalogue: JSON.stringify({ ...JSON.parse(CATALOGUE), cohorts }),
  })
  const program = aProgram('dashboard')
  try {
    const { file } = await runNodeJob(node, await node.job())
    const jws = readFileSync(join(node.paths.out, file), 'utf8')
    const sha256 = createHash('sha256').update(jws).digest('hex')
    const table = decodeJwt(jws) as unknown as NationalTable
    const { app, clock } = await aGateway({
      published: [{ table, jws, sha256, publishedAt: '2026-01-01T00:00:00.000Z' }],
      changes: { clients: registered([program]) },
    })
    try {
      const headers = await bearerOf(app, program, clock)
      const results: Reading['result'][] = []
      for (const cohort of asked) {
        const reply = await app.inject({ method: 'POST', url: '/api/v1/readings', headers, payload: { cohort } })
        if (reply.statusCode !== 200) throw new Error(`the gateway answered ${reply.body}`)
        results.push(reply.json().reading.result)
      }
      return results
    } finally {
      await app.close()
    }
  } finally {
    node.remove()
  }
}
