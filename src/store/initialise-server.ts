/** Makes the data folder of an embedded server; a run that is cut short leaves nothing that looks like one. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { onSuddenExit } from './exit-cleanup.ts'
import type { PostgresPrograms } from './postgres-programs.ts'
import type { ServerAccount } from './server-account.ts'
import { serverFailed } from './server-failed.ts'
import type { ServerPlaces } from './server-places.ts'

export const SUPERUSER = 'postgres'

/** What a child process may know of our surroundings. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' }

/** A data folder in the making: of one attempt alone, since the programs of an attempt that was killed may live on. */
const UNFINISHED = 'unfinished-'

export async function initialiseServer(
  places: ServerPlaces,
  programs: PostgresPrograms,
  account: ServerAccount | null,
): Promise<void> {
  if (existsSync(places.data)) return
  removeUnfinished(places)
  const unfinished = mkdtempSync(join(places.folder, UNFINISHED))
  const data = join(unfinished, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (account !== null) for (const folder of [unfinished, data]) chownSync(folder, account.uid, account.gid)
  const password = randomBytes(32).toString('base64url')
  const passwordFile = join(unfinished, 'password')
  writeSecret(passwordFile, password, account)
  await runInitdb({ data, passwordFile }, places, programs, account)
  writeSecret(places.password, password, null)
  renameSync(data, places.data)
  removeUnfinished(places)
}

/** What is still being written to by an attempt that was killed is removed by the next start. */
function removeUnfinished(places: ServerPlaces): void {
  for (const name of readdirSync(places.folder).filter(entry => entry.startsWith(UNFINISHED))) {
    try {
      rmSync(join(places.folder, name), { recursive: true, force: true })
    } catch {}
  }
}

function writeSecret(file: string, secret: string, owner: ServerAccount | null): void {
  rmSync(file, { force: true })
  writeFileSync(file, `${secret}\n`, { mode: 0o400, flag: 'wx' })
  if (owner !== null) chownSync(file, owner.uid, owner.gid)
}

async function runInitdb(
  made: { readonly data: string; readonly passwordFile: string },
  places: ServerPlaces,
  programs: PostgresPrograms,
  account: ServerAccount | null,
): Promise<void> {
  const child = spawn(
    programs.initdb,
    [
      `--pgdata=${made.data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${made.passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ],
    { ...account, cwd: places.folder, env: SERVER_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const forget = onSuddenExit(() => child.kill('SIGKILL'))
  const said: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  try {
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code !== 0) throw serverFailed('the database could not be set up', said.join('').split('\n'))
  } catch (cause) {
    throw cause instanceof NodeError ? cause : serverFailed('the database could not be set up', [], cause)
  } finally {
    forget()
  }
}
