/** The checkout as another account can run it: itself, or, where that account cannot enter its folder, a copy. */
import { chmodSync, cpSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { isEnterable } from '../../src/store/reachable-programs.ts'

const checkout = resolve(import.meta.dirname, '../..')

/** What running the program does not need; most of the size. */
const LEFT_OUT = new Set([
  '.git',
  '.rose',
  '@biomejs',
  '@medplum',
  '@rolldown',
  '@typescript',
  'typescript',
  'vite',
  'vitest',
  'prettier',
])

export interface RunnableCheckout {
  readonly root: string
  readonly node: string
  /** To be removed after use; null where the checkout itself is used. */
  readonly copy: string | null
}

export function checkoutFor(account: { readonly uid: number; readonly gid: number }): RunnableCheckout {
  if (isEnterable(join(checkout, 'package.json'), account))
    return { root: checkout, node: process.execPath, copy: null }
  const copy = mkdtempSync(join(tmpdir(), 'rose-checkout-'))
  chmodSync(copy, 0o755)
  cpSync(checkout, copy, { recursive: true, verbatimSymlinks: true, filter: from => !LEFT_OUT.has(basename(from)) })
  return { root: copy, node: join(copy, relative(checkout, realpathSync(process.execPath))), copy }
}
