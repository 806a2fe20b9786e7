/** The federation directories that a node holds, the present one and those before it: keys that were replaced since signed what they signed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type VerifiedDirectory, verifyKeptDirectory } from '../trust/directory.ts'
import { pinnedOfficers } from './directory.ts'

export interface HeldDirectory extends VerifiedDirectory {
  /** As the officers signed it. */
  readonly text: string
}

/** Those that the pinned officers signed; whether their time is over is not asked. */
export async function heldDirectories(config: Pick<Config, 'paths'>): Promise<readonly HeldDirectory[]> {
  const officers = pinnedOfficers(config)
  const folder = config.paths.documents
  if (officers === null || !existsSync(folder)) return []
  const names = readdirSync(folder).filter(name => /^directory(\.[0-9]+)?\.json$/.test(name))
  const verified = await Promise.allSettled(
    names.map(async name => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { ...(await verifyKeptDirectory(text, officers)), text }
    }),
  )
  return verified.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
}
