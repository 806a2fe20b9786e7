/** From one drop to another: what leaves one node's outbox for the owner of an inbox is put there. Each step may be done twice. */
import type { DropFolder } from './folder.ts'
import { readManifest } from './manifest.ts'

export interface Drop {
  readonly inbox: DropFolder
  readonly outbox: DropFolder
}

/** Whose drop it is, as the node says in its manifest; null before it was there once. */
export function ownerOf({ outbox }: Drop): string | null {
  return readManifest(outbox)?.member ?? null
}

/** How many files were moved. What is for others stays. */
export function moveBetween(from: Drop, to: Drop): number {
  const owner = ownerOf(to)
  if (owner === null) return 0
  let moved = 0
  for (const name of from.outbox.list().files) {
    const text = name.to === owner ? from.outbox.read(name) : null
    if (text === null) continue
    to.inbox.put(name, text)
    from.outbox.remove(name)
    moved += 1
  }
  return moved
}
