/**
 * PostgreSQL refuses to run as root. Started by root it runs as another account, which must be able to enter every
 * folder on the way to its data and to its programs.
 */
import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { NodeError } from '../model/errors.ts'

export interface ServerAccount {
  readonly uid: number
  readonly gid: number
}

/** Null for an ordinary user: the server runs as that user. */
export function findServerAccount(passwd = readPasswd()): ServerAccount | null {
  if (process.getuid?.() !== 0) return null
  const account = findAccount(passwd, 'postgres') ?? findAccount(passwd, 'nobody')
  if (account !== null) return account
  throw new NodeError('store/server-failed', 'no account to run PostgreSQL as: neither postgres nor nobody exists', {
    hint: 'Run as an ordinary user, or add an account named postgres.',
  })
}

function readPasswd(): string {
  return readFileSync('/etc/passwd', 'utf8')
}

/** passwd(5): name, password, uid, gid. Root under another name does not serve. */
export function findAccount(passwd: string, name: string): ServerAccount | null {
  const line = passwd.split('\n').find(candidate => candidate.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined || uid === '0' ? null : { uid: Number(uid), gid: Number(gid) }
}

/** Throws `node/folder-not-enterable`, naming the topmost folder above `path` that the account cannot pass through. */
export function checkEnterable(path: string, account: ServerAccount): void {
  const closed = foldersAbove(join(realpathSync(dirname(path)), basename(path))).find(
    folder => !mayEnter(statSync(folder), account),
  )
  if (closed === undefined) return
  throw new NodeError('node/folder-not-enterable', `the database's account cannot enter the folder ${closed}`, {
    hint: `Started by root, PostgreSQL runs as uid ${account.uid}. Choose a place whose folders it can enter, allow it (chmod o+x ${closed}), or run as an ordinary user.`,
    detail: { folder: closed, uid: account.uid },
  })
}

/** From the root down, the path itself left out. */
function foldersAbove(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [] : [...foldersAbove(parent), parent]
}

/** The permission bits decide by the first class that fits, as the kernel does. */
function mayEnter(folder: Stats, account: ServerAccount): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}
