/**
 * Where each member of an entity goes: into a column (`row`), or into an own value of a kind. The table is complete for
 * its entity by its type, so that a member added to the record cannot be forgotten here.
 */
import type { PersonDraft, RowPlace } from './person-draft.ts'
import type { PersonRows } from './person-rows.ts'

type Kind = 'text' | 'number' | 'flag' | 'texts'

/** `?` = the member may be absent, `|null` = it may be null, `row` = the entity's own columns hold it, `never` = always null. */
export type MemberPlace = Kind | `${Kind}?` | `${Kind}|null` | 'row' | 'never'

export type Members<Entity> = Readonly<Record<keyof Required<Entity>, MemberPlace>>

/** Null and absent are not written: where both may be, they are one. */
export function writeMembers<Entity extends object>(
  draft: PersonDraft,
  entity: Entity,
  members: Members<Entity>,
  at: { readonly owner: string; readonly place?: RowPlace; readonly prefix?: string },
): void {
  for (const [name, place] of Object.entries<MemberPlace>(members)) {
    if (place === 'row' || place === 'never') continue
    const value = (entity as Readonly<Record<string, unknown>>)[name]
    const values = Array.isArray(value) ? value : [value]
    for (const one of values) {
      if (typeof one !== 'string' && typeof one !== 'number' && typeof one !== 'boolean') continue
      draft.own(at.owner, (at.prefix ?? '') + ownName(name), one, at.place)
    }
  }
}

/** What own values say of an entity; `row` members are for the caller to add. */
export function readMembers<Entity>(
  rows: PersonRows,
  members: Members<Entity>,
  at: { readonly owner: string; readonly prefix?: string },
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, place] of Object.entries<MemberPlace>(members)) {
    if (place === 'row') continue
    if (place === 'never') {
      found[name] = null
      continue
    }
    const value = readOne(rows, at.owner, (at.prefix ?? '') + ownName(name), place.replace(/[?|].*$/, '') as Kind)
    if (value !== null || place.endsWith('|null')) found[name] = value
  }
  return found
}

function readOne(rows: PersonRows, owner: string, name: string, kind: Kind): unknown {
  switch (kind) {
    case 'text':
      return rows.text(owner, name)
    case 'texts':
      return [...rows.texts(owner, name)]
    case 'number':
      return rows.number(owner, name)
    case 'flag':
      return rows.flag(owner, name)
  }
}

/** `diseaseControlW16` -> `disease-control-w16`. */
function ownName(member: string): string {
  return member.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
