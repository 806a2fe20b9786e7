/** The sources of the demo: each country's synthetic trial in the form in which its node reads it. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { namedDatabase } from '../app/database.ts'
import { writeSyntheticOmop } from '../app/omop-synthetic.ts'
import { isNodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import { makeEcrfExport } from '../synthetic/ecrf-export.ts'
import { makeFhirTrial } from '../synthetic/fhir/fhir-trial.ts'
import { makeFlatExport } from '../synthetic/flat-export.ts'
import { makeJsonExport } from '../synthetic/json-export.ts'
import { makeOmopTrial } from '../synthetic/omop-trial.ts'
import type { EcrfRequest } from '../synthetic/scenarios.ts'
import type { DemoCountry } from './countries.ts'
import { startFhirServer } from './fhir-server/serve.ts'

export interface OpenedSource {
  /** Folder, file or address for the ingest; undefined: what `rose.json` names. */
  readonly place: string | undefined
  close(): Promise<void>
}

export interface SourceRequest {
  readonly country: DemoCountry
  /** Folder of the node. */
  readonly node: string
  /** Of the server that the nodes share; the Swedish site keeps its OMOP tables there. */
  readonly adminUrl: string
  readonly stories: EcrfRequest
}

/** Registry number of the Danish study, as its FHIR server names it. */
const DANISH_STUDY = 'NCT04341181'
export const OMOP_SETTINGS = { urlFile: 'keys/omop.url', schema: 'cdm' } as const

export async function openSource(request: SourceRequest): Promise<OpenedSource> {
  const { country, node, stories } = request
  switch (country.source) {
    case 'ecrf-sheets':
      return files(node, () => makeEcrfExport(stories).files)
    case 'flat-csv':
      return files(node, () => [makeFlatExport(stories).file])
    case 'json':
      return files(node, () => [makeJsonExport(stories).file])
    case 'fhir-server': {
      const { resources } = makeFhirTrial({ ...stories, registryNumber: DANISH_STUDY })
      const server = await startFhirServer({ resources, port: 0 })
      return { place: server.baseUrl, close: () => server.stop() }
    }
    case 'omop-tables':
      await fillOmop(request)
      return { place: undefined, close: async () => {} }
  }
}

/** Written beside and moved into place, so that half an export is never read. */
function files(node: string, make: () => readonly { readonly name: string; readonly text: string }[]): OpenedSource {
  const target = join(node, 'source')
  if (!existsSync(target)) {
    const temporary = `${target}.new`
    rmSync(temporary, { recursive: true, force: true })
    mkdirSync(temporary, { recursive: true })
    for (const file of make()) writeFileSync(join(temporary, file.name), file.text)
    renameSync(temporary, target)
  }
  return { place: target, close: async () => {} }
}

async function fillOmop({ country, node, adminUrl, stories }: SourceRequest): Promise<void> {
  const urlFile = join(node, OMOP_SETTINGS.urlFile)
  writeWhole(urlFile, `${await namedDatabase(adminUrl, `site_${country.folder}`)}\n`, 0o400)
  const { schema } = OMOP_SETTINGS
  // Filled in one transaction: what is there from a start that was broken off is whole.
  await writeSyntheticOmop(makeOmopTrial(stories), { kind: 'database', urlFile, schema }).catch((error: unknown) => {
    if (!isNodeError(error, 'omop/not-empty')) throw error
  })
}
