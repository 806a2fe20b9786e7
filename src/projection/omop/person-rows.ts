/** The rows of one person as they are read back: own values by owner and name, and rows by the keys that own values give them. */
import type { OmopRow, OmopRows } from './cdm54.ts'
import { OWN_PREFIX } from './person-draft.ts'

export interface PersonRows {
  readonly rows: OmopRows
  /** Owners that an own value of this name lists (`tumour` -> t1, t2), in the order in which they were written. */
  owners(name: string): readonly string[]
  text(owner: string, name: string): string | null
  texts(owner: string, name: string): readonly string[]
  number(owner: string, name: string): number | null
  flag(owner: string, name: string): boolean | null
  /** Id of the row that an owner's own value of this name is tied to. */
  rowId(owner: string, name: string): number | null
}

type OwnRow = OmopRow<'observation'>

export function personRows(rows: OmopRows): PersonRows {
  const own = new Map<string, OwnRow[][]>()
  const owners = new Map<string, string[]>()
  const ordered = rows.observation
    .filter(row => row.observation_source_value?.startsWith(OWN_PREFIX))
    .toSorted((a, b) => a.observation_id - b.observation_id)
  for (const row of ordered) {
    const name = row.observation_source_value?.slice(OWN_PREFIX.length) ?? ''
    const [owner = '', part = '1/1'] = (row.qualifier_source_value ?? '').split(' ')
    const key = `${owner} ${name}`
    const values = own.get(key) ?? []
    if (part.startsWith('1/')) values.push([row])
    else values.at(-1)?.push(row)
    own.set(key, values)
    if (part.startsWith('1/')) owners.set(name, [...(owners.get(name) ?? []), owner])
  }
  const first = (owner: string, name: string): readonly OwnRow[] | undefined => own.get(`${owner} ${name}`)?.[0]
  const joined = (parts: readonly OwnRow[]): string => parts.map(part => part.value_as_string ?? '').join('')
  const text = (owner: string, name: string): string | null => {
    const parts = first(owner, name)
    return parts === undefined ? null : joined(parts)
  }
  return {
    rows,
    owners: name => owners.get(name) ?? [],
    text,
    texts: (owner, name) => (own.get(`${owner} ${name}`) ?? []).map(joined),
    number: (owner, name) => first(owner, name)?.[0]?.value_as_number ?? null,
    flag(owner, name) {
      const written = text(owner, name)
      return written === null ? null : written === 'yes'
    },
    rowId: (owner, name) => first(owner, name)?.[0]?.observation_event_id ?? null,
  }
}
