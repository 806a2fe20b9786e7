/**
 * A01: any spelling, any order, any user. A table of a real engine in a real database; questions as programs and members ask
 * them, over HTTP and as a relay and a file drop hand them on, before and after a restart, a restore and beside a second gateway.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { definitionHash, definitionKey } from '../../src/cohort/definition.ts'
import { openAnswer } from '../../src/discovery/messages.ts'
import { canonicalJson } from '../../src/model/canonical-json.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { createAccessLog } from '../../src/store/access-log.ts'
import type { Database } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { createReplayStore } from '../../src/store/used-messages.ts'
import { seal } from '../../src/trust/envelope.ts'
import type { Carrier } from '../../src/trust/message-types.ts'
import { SOTORASIB } from '../cut/cut-node.ts'
import { anEngineNode, type EngineNode, runNodeJob } from '../engine/engine-node.ts'
import { knowing } from '../support/correspondents.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { aGateway, DENMARK, denmarkKey, denmarkSealing, norway } from '../support/gateway.ts'
import { generateDefinitions } from '../support/generated-cohorts.ts'
import { aProgram, bearerOf, type Program, registered } from '../support/programs.ts'
import { aDefinition, krasColorectal } from '../support/published-tables.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const users = ['dashboard', 'notebook', 'portal'].map(aProgram)
const noLimit = { requests: Number.MAX_SAFE_INTEGER, windowSeconds: 60 }

type Receive = (text: string, carrier: Carrier) => Promise<string | null>
interface Running {
  readonly app: FastifyInstance
  /** As the inbox of a relay or a file drop hands a message on. */
  readonly receive: Receive
}

let engine: EngineNode
let published: { readonly table: NationalTable; readonly jws: string; readonly sha256: string }
let database: TestDatabase
let pool: Database
const running: Running[] = []

async function start(over: Database): Promise<Running> {
  let receive: Receive | undefined
  const probe = async () => void (await over.query('SELECT 1'))
  const { app } = await aGateway({
    changes: {
      tables: createPublishedTables({ database: over, append, clock: systemClock }),
      access: createAccessLog({ database: over, clock: systemClock }),
      replays: createReplayStore(over),
      clients: registered(users),
      inbox: given => {
        receive = async (text, carrier) => (await given(text, carrier)).reply
        return { stop: async () => undefined }
      },
      probes: { database: probe, audit: probe },
      limits: { perAddress: noLimit, perMember: noLimit },
      clock: systemClock,
    },
  })
  if (receive === undefined) throw new Error('the gateway opened no inbox')
  const started = { app, receive }
  running.push(started)
  return started
}

async function publishIn(over: Database): Promise<void> {
  await createPublishedTables({ database: over, append, clock: systemClock }).publish(published)
}

beforeAll(async () => {
  engine = await anEngineNode()
  const { file } = await runNodeJob(engine, await engine.job())
  const jws = readFileSync(join(engine.paths.out, file), 'utf8')
  const sha256 = createHash('sha256').update(jws).digest('hex')
  published = { table: decodeJwt(jws) as unknown as NationalTable, jws, sha256 }
  database = await aDatabase()
  pool = await database.connect('gateway')
  await publishIn(pool)
})
afterAll(async () => {
  for (const { app } of running) await app.close()
  engine.remove()
})

/** Bytes and ETag of each question, by its place in the list, asked in the given order. */
async function readAll(
  at: Running,
  {
    user,
    order,
    spell = definition => definition,
  }: { user: Program; order: readonly number[]; spell?: (definition: CohortDefinition) => object },
): Promise<readonly string[]> {
  const headers = await bearerOf(at.app, user, systemClock)
  const answers: string[] = []
  for (const place of order) {
    const question = Buffer.from(JSON.stringify({ cohort: spell(questions[place] as CohortDefinition) })).toString(
      'base64url',
    )
    const reply = await at.app.inject({ url: `/api/v1/readings/${question}`, headers })
    expect(reply.statusCode).toBe(200)
    answers[place] = `${reply.headers.etag} ${reply.body}`
  }
  return answers
}

let filesSent = 0

/** The reading in a member's sealed question, by whichever way it came. */
async function askSealed(at: Running, cohort: CohortDefinition, way: 'questions' | 'messages' | 'relay' | 'file') {
  const isCarried = way === 'relay' || way === 'file'
  const carrier = isCarried ? way : 'direct'
  const numbered = way === 'file' ? { sequence: ++filesSent } : {}
  const lifetime = isCarried ? { lifetimeSeconds: 600 } : {}
  const { message } = await seal(
    { type: 'question/1', to: norway, carrier, content: { cohort }, ...lifetime, ...numbered },
    { member: DENMARK, key: denmarkKey, clock: systemClock },
  )
  const reply = isCarried
    ? await at.receive(message, carrier)
    : (await at.app.inject({ method: 'POST', url: `/api/v1/${way}`, payload: { message } })).json().message
  const denmark = { member: DENMARK, sealingKeys: [denmarkSealing], find: knowing(norway), clock: systemClock }
  const opened = await openAnswer(reply, denmark, carrier)
  return canonicalJson(opened.reading)
}

const [, , , asked = ''] = SOTORASIB.split('|')
const questions = [
  krasColorectal,
  aDefinition({ drugs: asked, match: 'within' }),
  aDefinition(),
  ...generateDefinitions(197, 1),
]
const inOrder = questions.map((_, place) => place)
const shuffled = (seed: number) => {
  const random = seededRandom(seed)
  return inOrder
    .map(place => [random(), place] as const)
    .sort(([a], [b]) => a - b)
    .map(([, place]) => place)
}

describe('A01 any spelling', () => {
  const same = [
    'tumour:BREAST,OVARY alteration:"ERBB2 amplification" drug:pertuzumab+trastuzumab',
    'tumour:OVARY,BREAST alteration:"ERBB2 amplification" drug:pertuzumab+trastuzumab',
    'drug:trastuzumab+pertuzumab alteration:"ERBB2 amplification" tumour:BREAST,OVARY',
    'tumour:BREAST,OVARY alteration:"HER2 amplification" drug:pertuzumab+trastuzumab',
    '  tumour:breast,ovary   alteration:"erbb2  AMPLIFICATION"  drug:Pertuzumab+TRASTUZUMAB ',
  ]

  it('is one key and one hash, five ways', () => {
    const read = same.map(text => parseCohortText(shipped, text))
    expect(new Set(read.map(definitionKey)).size).toBe(1)
    expect(definitionKey(read[0] as CohortDefinition)).toMatch(/^v1\|BREAST,OVARY\|G:HGNC:3430:amp\|/)
    expect(new Set(read.map(definitionHash)).size).toBe(1)
  })

  it('is one hash for a node with all below and for each of them by itself', () => {
    const below = [...shipped.tumours.nodes.keys()].filter(code => {
      for (let node: string | null | undefined = code; node; node = shipped.tumours.nodes.get(node)?.parent) {
        if (node === 'COADREAD') return true
      }
      return false
    })
    expect(below.length).toBeGreaterThan(4)
    const [parent, children] = [['COADREAD+'], below].map(tumour =>
      definitionHash(
        parseCohortText(shipped, `tumour:${tumour.map(code => (code.endsWith('+') ? code : `=${code}`)).join()}`),
      ),
    )
    expect(children).toBe(parent)
  })

  it('has another key where the cohort is another one', () => {
    const [first = ''] = same
    const keys = [first, first.replace('amplification', 'mutation'), first.replace('pertuzumab+', '')].map(text =>
      definitionKey(parseCohortText(shipped, text)),
    )
    expect(new Set(keys).size).toBe(3)
  })
})

describe('A01 any order, any user, any way', () => {
  let first: Running
  let answers: readonly string[]
  let record: Buffer
  beforeAll(async () => {
    record = readFileSync(engine.paths.record)
    first = await start(pool)
    answers = await readAll(first, { user: users[0] as Program, order: inOrder })
  })

  it('gives different answers to different questions, some of them numbers', () => {
    expect(answers[0]).toContain('"status":"value","count":9')
    expect(new Set(answers).size).toBeGreaterThan(100)
  })

  it('gives the same bytes and ETag in three orders to three users', async () => {
    for (const [at, user] of users.entries()) {
      expect(await readAll(first, { user, order: at === 0 ? inOrder.toReversed() : shuffled(at) })).toEqual(answers)
    }
  })

  it('gives the same bytes and ETag to another spelling: members, nodes, findings and drugs in another order', async () => {
    const turned = (text: string | null) =>
      text?.replace(/^[a-z+-]*[a-z]/, drugs => drugs.split('+').reverse().join('+'))
    const spell = ({ schema, match, tumour, alteration, drugs, endpoint }: CohortDefinition) => ({
      endpoint,
      drugs: turned(drugs) ?? null,
      alteration: alteration?.toReversed() ?? null,
      tumour: tumour?.toReversed() ?? null,
      match,
      schema,
    })
    const others = questions.filter(one => canonicalJson(one) !== canonicalJson(spell(one)))
    expect(others.length).toBeGreaterThan(40)
    expect(await readAll(first, { user: users[1] as Program, order: inOrder, spell })).toEqual(answers)
  })

  it('gives the same bytes after a restart, beside a second gateway, and from a restored database', async () => {
    const second = await start(pool)
    const [user] = users as [Program]
    await first.app.close()
    running.splice(running.indexOf(first), 1)
    first = await start(pool)
    const restored = await (await aDatabase()).connect('gateway')
    await publishIn(restored)
    const third = await start(restored)
    for (const [seed, at] of [second, first, third].entries()) {
      expect(await readAll(at, { user, order: shuffled(seed + 7) })).toEqual(answers)
    }
  })

  it('reads the same to a member, sealed, by each way that a message comes', async () => {
    for (const place of [0, 1, 2, 3, 40, 199]) {
      const { reading } = JSON.parse((answers[place] ?? '').replace(/^"[^"]*" /, ''))
      for (const way of ['questions', 'messages', 'relay', 'file'] as const) {
        expect(await askSealed(first, questions[place] as CohortDefinition, way)).toBe(canonicalJson(reading))
      }
    }
  })

  it('left the record of the engine as it was', () => {
    expect(record.length).toBeGreaterThan(0)
    expect(readFileSync(engine.paths.record)).toEqual(record)
  })
})
