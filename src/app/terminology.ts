/**
 * Terminology tables and the cohort catalogue that come with the program, and what a site imported above them. Imports
 * are read where local data are; questions of partners, the catalogue and published tables are read with the tables of
 * the program alone, since every node must read them alike.
 */
import { type Catalogue, parseCatalogue } from '../cohort/catalogue/catalogue.ts'
import { type NodePaths, readCatalogueFile, readTerminologyTables } from '../config.ts'
import { parseTerminology, type Terminology, terminologyTables } from '../terminology/terminology.ts'
import { activeImports } from './terminology-imports.ts'

let loaded: Terminology | undefined

/** The tables of the program; read once a process. */
export function terminologyOf(): Terminology {
  loaded ??= parseTerminology(readTerminologyTables(terminologyTables))
  return loaded
}

/** With what this node imported. */
export function localTerminologyOf(paths: NodePaths): Terminology {
  const imports = activeImports(paths)
  return imports.length === 0 ? terminologyOf() : parseTerminology(readTerminologyTables(terminologyTables), imports)
}

/** The starting catalogue: the one in force where a node has none that federation officers signed. */
export function shippedCatalogue(): Catalogue {
  return parseCatalogue(terminologyOf(), JSON.parse(readCatalogueFile()))
}
