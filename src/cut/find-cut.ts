import { NodeError } from '../model/errors.ts'
import type { CutStore, StoredCut } from './ports.ts'

/** Throws `cut/not-found`. */
export async function findCut(store: Pick<CutStore, 'findCut'>, cutId: string): Promise<StoredCut> {
  const found = await store.findCut(cutId)
  if (found !== null) return found
  throw new NodeError('cut/not-found', 'no such data cut on this node', {
    hint: 'rose cut list shows them.',
    detail: { cutId },
  })
}
