/**
 * Started by root, PostgreSQL runs as another account, and that account must be able to run the programs. Where it cannot
 * enter the folder of the package (a checkout below /root), the server gets a copy of them beside its data.
 */
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isNodeError } from '../model/errors.ts'
import type { PostgresPrograms } from './postgres-programs.ts'
import { checkEnterable, type ServerAccount } from './server-account.ts'

/** The programs as the account can run them; `folder` is the server's own, and the copy belongs to root. */
export function reachablePrograms(
  programs: PostgresPrograms,
  account: ServerAccount,
  folder: string,
): PostgresPrograms {
  if (isEnterable(programs.postgres, account)) return programs
  const installed = dirname(dirname(programs.postgres))
  const copy = join(folder, `programs-${versionOf(installed)}`)
  if (!existsSync(copy)) copyWhole(installed, copy)
  const inCopy = (program: string) => join(copy, relative(installed, program))
  return { initdb: inCopy(programs.initdb), postgres: inCopy(programs.postgres) }
}

export function isEnterable(path: string, account: ServerAccount): boolean {
  try {
    checkEnterable(path, account)
    return true
  } catch (error) {
    if (isNodeError(error, 'node/folder-not-enterable')) return false
    throw error
  }
}

/** Of the package that brings the programs, so that an upgrade makes a new copy. */
function versionOf(installed: string): string {
  const text = readFileSync(join(installed, '..', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Moved into place whole: a copy that broke off is made again. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, to)
}
