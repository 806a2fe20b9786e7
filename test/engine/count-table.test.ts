import { describe, expect, it } from 'vitest'
import { canonicaliseDefinition, definitionOfKey } from '../../src/cohort/definition.ts'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import type { EpisodeRow } from '../../src/cut/ports.ts'
import { makeSnapshot } from '../../src/cut/snapshot.ts'
import { countNationalTable } from '../../src/engine/count-table.ts'
import { parseCatalogueCells, parseTissues } from '../../src/engine/reference-tables.ts'
import { anEpisode, aTrial, DABRAFENIB, pseudonymOf, SOTORASIB, snapshotOf, untreated } from '../cut/cut-node.ts'
import { readFlatRows } from '../support/flat-rows.ts'
import { generateSubjects } from '../support/generated-cut.ts'
import { indexSource } from '../support/index-of.ts'
import { aDefinition } from '../support/published-tables.ts'
import { shipped, shippedTables } from '../terminology/shipped-terminology.ts'
import { CATALOGUE, TUMOURS } from './engine-node.ts'

const tables = { catalogue: parseCatalogueCells(Buffer.from(CATALOGUE)), tissues: parseTissues(TUMOURS) }

function exactTable(...extra: EpisodeRow[]) {
  const { subjects, episodes } = aTrial()
  const snapshot = snapshotOf({ subjects, episodes: [...episodes, ...extra] })
  return countNationalTable(snapshot, {
    ...tables,
    geneTables: shipped,
    numbers: Array.from({ length: snapshot.index.patients }, (_, patient) => patient),
  })
}

function count(...extra: EpisodeRow[]): Record<string, number> {
  const exact = exactTable(...extra)
  return Object.fromEntries(exact.cells.map(cell => [`${cell.denominator} ${cell.code}`, cell.patients.size]))
}

const plain = count()

describe('counting a national table', () => {
  it('counts the trial as it was made', () => {
    expect(plain).toEqual({
      'screened *': 20,
      'screened BOWEL': 12,
      'screened BILIARY_TRACT': 8,
      'screened HGNC:1097': 3,
      'screened HGNC:6407': 9,
      'screened BILIARY_TRACT|HGNC:1097': 3,
      'screened BILIARY_TRACT|HGNC:6407': 0,
      'screened BOWEL|HGNC:1097': 0,
      'screened BOWEL|HGNC:6407': 9,
      'treated *': 12,
      'treated BOWEL': 9,
      'treated BILIARY_TRACT': 3,
      'treated sotorasib': 9,
      'treated dabrafenib+trametinib': 3,
      [`treated ${SOTORASIB}`]: 9,
      [`treated ${DABRAFENIB}`]: 3,
    })
  })

  it('counts a patient who was treated twice in a cohort once', () => {
    expect(count(anEpisode({ pseudonym: pseudonymOf(0), number: 2 }))).toEqual(plain)
  })

  it('counts a patient of two cohorts in each, and once in the total', () => {
    expect(count(anEpisode({ pseudonym: pseudonymOf(0), number: 2, cohortKey: DABRAFENIB }))).toEqual({
      ...plain,
      'screened HGNC:1097': 4,
      'screened BOWEL|HGNC:1097': 1,
      // Of bowel by itself, treated as biliary by the cohort's name.
      'treated BILIARY_TRACT': 4,
      'treated dabrafenib+trametinib': 4,
      [`treated ${DABRAFENIB}`]: 4,
    })
  })

  it('leaves out who was not treated, who has what the cohort states all the same', () => {
    const enrolled = { 'screened HGNC:6407': 10, 'screened BOWEL|HGNC:6407': 10 }
    expect(count(anEpisode({ pseudonym: pseudonymOf(11), ...untreated }))).toEqual({ ...plain, ...enrolled })
  })

  it("takes the patient's own tissue where the cohort names none, and makes no cell for what is not in the catalogue", () => {
    const pan = anEpisode({ pseudonym: pseudonymOf(11), cohortKey: 'v1|PAN|V:HGNC:1:p.X|vismodegib' })
    expect(count(pan)).toEqual({ ...plain, 'treated *': 13, 'treated BOWEL': 10 })
  })

  it('holds in each cell of the treated whom the exact measures count for a question by its codes', () => {
    const subjects = generateSubjects(250, 12)
    const keys = [...new Set(subjects.flatMap(({ enrolments }) => enrolments.map(({ cohortKey }) => cohortKey)))]
    const catalogue = { ...JSON.parse(CATALOGUE), cohorts: keys.flatMap(key => (key === null ? [] : [{ key }])) }
    const rows = subjects.map((subject, at) => ({ ...subject, person: at.toString(16).padStart(32, 'a') }))
    const snapshot = makeSnapshot(indexSource, readFlatRows(rows), shipped)
    const counter = new CohortCounter(snapshot.index, shipped)
    const exact = countNationalTable(snapshot, {
      catalogue: parseCatalogueCells(Buffer.from(JSON.stringify(catalogue))),
      tissues: parseTissues(shippedTables().tumours),
      geneTables: shipped,
      numbers: subjects.map((_, patient) => patient),
    })
    const treated = exact.cells.filter(({ denominator }) => denominator === 'treated')
    const meant = (kind: string, code: string) => {
      if (kind === 'cohort') return definitionOfKey(shipped, code)
      const drugs = kind === 'drugs' ? code : null
      return canonicaliseDefinition(shipped, aDefinition({ tumour: kind === 'tumour' ? [`${code}+`] : null, drugs }))
    }
    for (const { kind, code, patients } of treated) {
      const found = [...counter.treatedPatients(meant(kind, code))]
      expect([code, [...patients].sort((a, b) => a - b)]).toEqual([code, found])
    }
    for (const kind of ['cohort', 'drugs', 'tumour']) {
      expect(treated.filter(cell => cell.kind === kind && cell.patients.size > 0).length).toBeGreaterThan(4)
    }
  })

  it('says of each cohort which gene its patients certainly have', () => {
    const stated = exactTable().cells.flatMap(({ code, statedGenes }) => (statedGenes ? [[code, statedGenes]] : []))
    expect(Object.fromEntries(stated)).toEqual({ [SOTORASIB]: ['HGNC:6407'], [DABRAFENIB]: ['HGNC:1097'] })
  })

  it('counts a cohort under review in what is known of it', () => {
    const review = anEpisode({ pseudonym: pseudonymOf(11), cohortKey: null, drugs: 'sotorasib' })
    expect(count(review)).toEqual({ ...plain, 'treated *': 13, 'treated BOWEL': 10, 'treated sotorasib': 10 })
  })
})
