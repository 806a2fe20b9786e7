import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbeddedServer, stopEmbeddedServer } from '../../src/store/embedded-server.ts'
import { isAlive } from '../../src/store/process-identity.ts'
import { placesOf, readServerState, type ServerPlaces } from '../../src/store/server-places.ts'
import { checkoutFor } from '../support/checkout-for.ts'
import { holdServer } from '../support/server-holder.ts'

/** A small server of each test's own; all of them are stopped and removed, also when a test fails. */
describe('the embedded server', () => {
  let folder: string
  let places: ServerPlaces
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-server-'))
    places = placesOf(folder)
  })
  afterEach(async () => {
    await stopEmbeddedServer(folder, { evenIfInUse: true })
    rmSync(folder, { recursive: true, force: true })
  })

  const running = () => {
    const state = readServerState(places)
    return state !== null && isAlive(state.process)
  }
  const starts = () => readFileSync(places.log, 'utf8').split('starting PostgreSQL').length - 1
  const unfinished = () => readdirSync(folder).filter(name => name.startsWith('unfinished-'))
  const killServer = () => process.kill(readServerState(places)?.process.pid ?? 0, 'SIGKILL')

  it('is a real PostgreSQL on the loopback address, with checksums, UTF-8, the C locale and a password', async () => {
    const server = await openEmbeddedServer({ folder })
    const client = new Client({ connectionString: server.url })
    await client.connect()
    const { rows } = await client.query(
      `SELECT current_setting('listen_addresses') AS address, current_setting('data_checksums') AS checksums,
              current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              (SELECT datcollate FROM pg_database WHERE datname = 'template0') AS locale,
              (SELECT rolpassword LIKE 'SCRAM-SHA-256%' FROM pg_authid WHERE rolname = 'postgres') AS scram`,
    )
    expect(rows).toEqual([
      { address: '127.0.0.1', checksums: 'on', encoding: 'UTF8', fsync: 'on', locale: 'C', scram: true },
    ])
    await client.end()
    const stranger = new Client({ connectionString: server.url.replace(server.superuserPassword, 'wrong') })
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' })
    expect(statSync(places.password).mode & 0o777).toBe(0o400)
    expect(statSync(places.data).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder)).not.toContainEqual(expect.stringMatching(/^unfinished-/))
    await server.release()
    expect(running()).toBe(false)
    expect(readFileSync(places.log, 'utf8')).toContain('database system is shut down')
  })

  it('is started once by starters that race, and stopped by the last one out', async () => {
    const holders = [1, 2, 3, 4].map(() => holdServer(folder))
    const heard = await Promise.all(holders.map(holder => holder.hears('port', 'code')))
    expect(new Set(heard.map(said => said['port'])).size).toBe(1)
    expect(starts()).toBe(1)
    for (const [index, holder] of holders.entries()) {
      expect(running()).toBe(true)
      holder.tell('release')
      await holder.hears('released')
      expect(running()).toBe(index < 3)
    }
    expect(readdirSync(places.leases)).toEqual([])
  })

  it('forgets the lease of a process that was killed', async () => {
    const killed = holdServer(folder)
    await killed.hears('port')
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(running()).toBe(true)
    const next = await openEmbeddedServer({ folder })
    expect(starts()).toBe(1)
    await next.release()
    expect(running()).toBe(false)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('stops when its only user is ended by %s', async signal => {
    const holder = holdServer(folder)
    await holder.hears('port')
    holder.child.kill(signal)
    expect(await holder.ended).toBe(signal)
    await expect.poll(running).toBe(false)
  })

  it('stops when its only user ends without giving it back', async () => {
    const holder = holdServer(folder)
    await holder.hears('port')
    holder.tell('exit')
    expect(await holder.ended).toBe(0)
    await expect.poll(running).toBe(false)
  })

  it.each([0, 200, 400, 500])('leaves no orphan when interrupted %d ms into its start', async delay => {
    const holder = holdServer(folder)
    await holder.hears('log')
    await wait(delay)
    holder.child.kill('SIGINT')
    await holder.ended
    await expect.poll(() => postgresOf(folder)).toEqual([])
    const next = await openEmbeddedServer({ folder })
    await next.release()
  })

  it('recovers after kill -9 with its data, on the same port, so that pools find it again', async () => {
    const first = await openEmbeddedServer({ folder })
    const pool = new Pool({ connectionString: first.url })
    pool.on('error', () => {})
    await pool.query('CREATE TABLE kept AS SELECT 1 AS n')
    killServer()
    const second = await openEmbeddedServer({ folder })
    expect(second.port).toBe(first.port)
    expect((await pool.query('SELECT n FROM kept')).rows).toEqual([{ n: 1 }])
    await pool.end()
    await first.release()
    expect(running()).toBe(true)
    await second.release()
    expect(running()).toBe(false)
  })

  it('starts although the file of a killed server names a process id that is another program now', async () => {
    await (await openEmbeddedServer({ folder })).release()
    writeFileSync(join(places.data, 'postmaster.pid'), `${process.pid}\n${places.data}\n0\n5432\n\n127.0.0.1\n`)
    const server = await openEmbeddedServer({ folder })
    await server.release()
  })

  it('sets up again what an interrupted set-up left unfinished', async () => {
    const holder = holdServer(folder)
    await holder.hears('log')
    await expect.poll(unfinished).toHaveLength(1)
    holder.child.kill('SIGKILL')
    await holder.ended
    const server = await openEmbeddedServer({ folder })
    await server.release()
    await expect.poll(() => postgresOf(folder)).toEqual([])
    await (await openEmbeddedServer({ folder })).release()
    expect(existsSync(places.data)).toBe(true)
  })

  it('refuses a folder that a server which is not ours is using', async () => {
    const server = await openEmbeddedServer({ folder })
    renameSync(places.state, `${places.state}.away`)
    await expect(openEmbeddedServer({ folder })).rejects.toMatchObject({ code: 'store/in-use' })
    renameSync(`${places.state}.away`, places.state)
    await server.release()
  })

  it('is not stopped for a reset while another process uses it', async () => {
    const holder = holdServer(folder)
    await holder.hears('port')
    await expect(stopEmbeddedServer(folder)).rejects.toMatchObject({
      code: 'store/in-use',
      detail: { processes: [String(holder.child.pid)] },
    })
    holder.child.kill('SIGKILL')
    await holder.ended
    expect(running()).toBe(true)
    await stopEmbeddedServer(folder)
    expect(running()).toBe(false)
    await expect(stopEmbeddedServer(join(folder, 'none'))).resolves.toBeUndefined()
  })

  it('says in its own last words why it does not start', async () => {
    await (await openEmbeddedServer({ folder })).release()
    rmSync(join(places.data, 'global'), { recursive: true })
    const error: unknown = await openEmbeddedServer({ folder }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'store/server-failed' })
    expect(String(error)).toContain('could not find the database system')
    expect(readdirSync(places.leases)).toEqual([])
  })

  it('logs no statement and no value that a statement was refused for', async () => {
    const server = await openEmbeddedServer({ folder })
    const client = new Client({ connectionString: server.url })
    await client.connect()
    const refused = [
      "CREATE TABLE t (n text PRIMARY KEY CHECK (n <> 'canary-1'))",
      "INSERT INTO t VALUES ('canary-1')",
      "INSERT INTO t VALUES ('canary-2'), ('canary-2')",
      "SELECT 'canary-3'::integer",
    ]
    for (const statement of refused) await client.query(statement).catch(() => {})
    await client.end()
    await server.release()
    expect(readFileSync(places.log, 'utf8')).not.toContain('canary')
  })

  if (process.getuid?.() === 0) {
    it('started by root in a place that its account cannot enter makes nothing there', async () => {
      const closed = join(folder, 'closed')
      mkdirSync(closed, { mode: 0o700 })
      chmodSync(folder, 0o755)
      await expect(openEmbeddedServer({ folder: join(closed, 'node', 'db') })).rejects.toMatchObject({
        code: 'node/folder-not-enterable',
        detail: { folder: closed },
      })
      expect(readdirSync(closed)).toEqual([])
    })
  }

  it('works for an ordinary user', async () => {
    rmSync(folder, { recursive: true })
    const parent = mkdtempSync(join(tmpdir(), 'rose-user-'))
    const nobody = { uid: 65_534, gid: 65_534 }
    const account = process.getuid?.() === 0 ? nobody : {}
    const { root, node, copy } = checkoutFor(nobody)
    const holder = holdServer(join(inheritedBy(parent, account), 'db'), { ...account, root, node })
    expect(await holder.hears('port', 'code')).toHaveProperty('port')
    holder.tell('release')
    await holder.hears('released')
    rmSync(parent, { recursive: true })
    if (copy !== null) rmSync(copy, { recursive: true })
  })
})

function inheritedBy(folder: string, account: { readonly uid?: number; readonly gid?: number }): string {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}

/** Process ids of servers whose data lie in this folder. */
function postgresOf(folder: string): readonly string[] {
  return readdirSync('/proc').filter(name => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(`-D\0${folder}`)
    } catch {
      return false
    }
  })
}
