/** Terminology tables and the cohort catalogue that come with the program; read once a process. */

import { type Catalogue, parseCatalogue } from '../cohort/catalogue.ts'
import { readCatalogueFile, readTerminologyTables } from '../config.ts'
import { parseTerminology, type Terminology, terminologyTables } from '../terminology/terminology.ts'

let loaded: Terminology | undefined

export function terminologyOf(): Terminology {
  loaded ??= parseTerminology(readTerminologyTables(terminologyTables))
  return loaded
}

export function catalogueOf(): Catalogue {
  return parseCatalogue(terminologyOf(), JSON.parse(readCatalogueFile()))
}
