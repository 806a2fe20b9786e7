/** What to do next where an error itself does not say so: by its schema, its code or its family, else the command's help. */
import type { ErrorCode, NodeError } from '../model/errors.ts'

const BY_CODE: Partial<Readonly<Record<ErrorCode, string>>> = {
  'approval/missing': 'A second member of the committee signs with the same command and another --as NAME.',
  'bundle/not-made': 'A bundle is made with the tar of the system: install it, or free some space.',
  'config/bad-value': 'The settings are in rose.json of the folder; deploy/README.md describes them.',
  'drop/bad-file': 'Ask for the file again, and carry it unchanged and under its name.',
  'http/port-in-use': 'Stop what listens there, or give another port: --port N',
  internal: 'This is a fault of the program. Report it with the code, the command and rose --version.',
  'member/exists': 'rose member list and rose client list --node DIR show who is registered.',
  'member/not-found': 'rose member list and rose client list --node DIR show who is registered.',
  'network/answer-differs': 'Get the kept answer again: rose question show ID --out FILE',
  'report/bad-counts': 'Make the document again: rose local cohorts --json, rose round table, rose question show.',
  'report/unknown-document': 'Give what rose local cohorts --json, rose round table or rose question show writes.',
  'store/role-refused': 'rose init DIR gives each process its login, also of a node that is there already.',
  'trust/bad-key': 'A public key is a file with one JSON Web Key (RFC 7517): Ed25519 or P-384.',
  'usage/interrupted': 'Run the command again: what was done stays.',
}

const BY_FAMILY: Readonly<Record<string, string>> = {
  cut: 'rose cut list --node DIR shows the data cuts; a new one is made with: rose cut build',
  directory: 'rose federation show --node DIR shows the directory that is held.',
  federation: 'Get the file again from the member or officer who made it.',
  fhir: 'Look at fhir in rose.json and at the log of the FHIR server.',
  mapping: 'mappings/README.md describes the files of a mapping; rose map check tries one.',
  pooling: 'rose round status --node DIR says where the round stands and whom it waits for.',
  pseudonym: 'rose pseudonym key status --node DIR says which key the node has.',
  relay: 'rose question list --node DIR shows what is open.',
  store: 'Look whether the database is up and rose.json names it; the command can be run again.',
  synthetic: 'rose synth ecrf --help lists the scenarios.',
}

/** `words`: those that call the command, for its help. */
export function hintOf(error: NodeError, words: readonly string[]): string {
  const { code, hint, detail } = error
  const schema = detail?.['schema']
  const family = code.split('/')[0] ?? ''
  return (
    hint ??
    (typeof schema === 'string' ? schemaHint(schema) : undefined) ??
    BY_CODE[code] ??
    BY_FAMILY[family] ??
    `See: ${['rose', ...words, '--help'].join(' ')}`
  )
}

/** `urn:prime-rose:cohort/1` is the file `schemas/cohort.schema.json`. */
function schemaHint(id: string): string | undefined {
  const name = /^urn:prime-rose:([a-z0-9-]+)\/\d+$/.exec(id)?.[1]
  return name === undefined ? undefined : `Its form is schemas/${name}.schema.json, with examples.`
}
