import { existsSync, readFileSync } from 'node:fs'
import { type CatalogueText, catalogueInForce, readCatalogueText } from '../../app/catalogue.ts'
import { shippedCatalogue } from '../../app/terminology.ts'
import { type Catalogue, type CohortStatus, isDay } from '../../cohort/catalogue/catalogue.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { writeWhole } from '../../model/whole-file.ts'
import type { Given } from '../command.ts'

export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file cannot be read', { hint: `Expected at ${path}`, cause })
  }
}

export function readCatalogueFile(path: string): CatalogueText {
  return readCatalogueText(readTextFile(path))
}

/** Refuses one that is signed: its bytes are what was signed. */
export function readDraft(path: string): Catalogue {
  const { catalogue, signed } = readCatalogueFile(path)
  if (signed === null) return catalogue
  throw new NodeError('cohort/bad-catalogue', 'this catalogue is signed, so it is changed no more', {
    hint: 'Make the next one from it: rose catalogue new FILE --from THIS',
  })
}

export function writeDraft(path: string, catalogue: Catalogue): void {
  writeWhole(path, `${JSON.stringify(catalogue, null, 2)}\n`, 0o644)
}

export function checkNew(path: string): void {
  if (!existsSync(path)) return
  throw new NodeError('usage/bad-argument', 'the file is there already', { hint: 'Give the name of a new one.' })
}

/** Of a file, of a node, or the one that comes with the program. */
export async function catalogueOf(given: Given, option: string): Promise<Catalogue> {
  const file = given.text(option)
  if (file !== undefined) return readCatalogueFile(file).catalogue
  const node = given.text('node')
  return node === undefined ? shippedCatalogue() : (await catalogueInForce(readConfig(node), systemClock)).catalogue
}

const STATES = ['open', 'paused', 'closed', 'not-open'] as const

export function readState(text: string): CohortStatus {
  const state = STATES.find(one => one === text)
  if (state !== undefined) return state
  throw new NodeError('usage/bad-argument', 'there is no such status of a cohort', {
    hint: `It is one of ${STATES.join(', ')}.`,
  })
}

/** `NO=open`. */
export function readStatus(text: string): readonly [country: string, status: CohortStatus] {
  const [country = '', state = '', ...rest] = text.split('=')
  if (!/^[A-Z]{2}$/.test(country) || rest.length > 0) {
    throw new NodeError('usage/bad-argument', 'a status is written COUNTRY=STATUS', { hint: 'For example NO=open' })
  }
  return [country, readState(state)]
}

export function readDay(text: string, option: string): string {
  if (isDay(text)) return text
  throw new NodeError('usage/bad-argument', `--${option} takes a day`, { hint: 'For example 2027-12-31' })
}
