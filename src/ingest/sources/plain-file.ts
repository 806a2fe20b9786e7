import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { NodeError } from '../../model/errors.ts'

/**
 * Opens an ordinary file for reading. A link could lead out of the export, a pipe would wait for ever: neither is
 * followed, also where it appears late (`ingest/file-unreadable`). `what` names it for people.
 */
export async function openPlainFile(path: string, what: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(path, flags).catch(cause => Promise.reject(unreadable(what, cause)))
  const isFile = await file.stat().then(
    found => found.isFile(),
    () => false,
  )
  if (isFile) return file
  await file.close()
  throw unreadable(what, null)
}

export function unreadable(what: string, cause: unknown): NodeError {
  return new NodeError('ingest/file-unreadable', `${what} cannot be read`, {
    hint: 'It must be an ordinary file, not a link, that this user may read.',
    cause,
  })
}
