/** Policies that members have begun to sign: `documents/proposed/policy.<serial>.json`, and who agreed to pin them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { NodePaths } from '../config.ts'
import { writeWhole } from '../model/whole-file.ts'

type Paths = Pick<NodePaths, 'documents'>

export interface Agreement {
  /** Serial of the pins that the member agreed to change. */
  readonly from: number
  readonly by: string
  /** Compact JWS. */
  readonly jws: string
}

/** Ascending. */
export function proposedSerials(paths: Paths): readonly number[] {
  if (!existsSync(folderOf(paths))) return []
  return readdirSync(folderOf(paths))
    .flatMap(name => /^policy\.([1-9][0-9]*)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** The signed text, null where there is none. */
export function readProposal(paths: Paths, serial: number): string | null {
  return readIfThere(proposalFile(paths, serial))
}

/** One agreement a member; those for other pins are forgotten. */
export function saveProposal(
  paths: Paths,
  { serial, text, agreement }: { readonly serial: number; readonly text: string; readonly agreement: Agreement },
): void {
  mkdirSync(folderOf(paths), { recursive: true, mode: 0o700 })
  const others = readAgreements(paths, serial, agreement.from).filter(({ by }) => by !== agreement.by)
  writeWhole(agreementsFile(paths, serial), JSON.stringify([...others, agreement]))
  writeWhole(proposalFile(paths, serial), text)
}

/** Those given for these pins. */
export function readAgreements(paths: Paths, serial: number, from: number): readonly Agreement[] {
  const text = readIfThere(agreementsFile(paths, serial))
  const agreements = text === null ? [] : (JSON.parse(text) as readonly Agreement[])
  return agreements.filter(agreement => agreement.from === from)
}

export function removeProposal(paths: Paths, serial: number): void {
  for (const file of [proposalFile, agreementsFile]) rmSync(file(paths, serial), { force: true })
}

const folderOf = ({ documents }: Paths) => join(documents, 'proposed')
const proposalFile = (paths: Paths, serial: number) => join(folderOf(paths), `policy.${serial}.json`)
const agreementsFile = (paths: Paths, serial: number) => join(folderOf(paths), `policy.${serial}.agreed`)

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
