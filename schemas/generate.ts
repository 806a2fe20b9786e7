/**
 * Writes `src/model/generated/` from `schemas/*.schema.json`: one module a schema (its types and the schema itself),
 * and `registry.ts`, which lists them all; then `openapi.json`, from the routes of the gateway. `--check` writes nothing
 * and fails where a file is not current.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The generator's own types fail under exactOptionalPropertyTypes, so it is loaded by name with the two that are used here. */
const generator = 'json-schema-to-typescript'
const { compile } = (await import(generator)) as {
  compile(schema: object, name: string, options: object): Promise<string>
}

const schemaFolder = new URL('./', import.meta.url)
const targetFolder = new URL('../src/model/generated/', import.meta.url)
const SUFFIX = '.schema.json'

interface SchemaFile {
  readonly name: string
  readonly schema: { readonly $id: string; readonly title: string }
}

function readSchemas(): SchemaFile[] {
  return readdirSync(schemaFolder)
    .filter(file => file.endsWith(SUFFIX))
    .sort()
    .map(file => ({
      name: file.slice(0, -SUFFIX.length),
      schema: JSON.parse(readFileSync(new URL(file, schemaFolder), 'utf8')) as SchemaFile['schema'],
    }))
}

function constantName(name: string): string {
  return `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Schema`
}

async function moduleText(file: SchemaFile, all: readonly SchemaFile[]): Promise<string> {
  const byId = new Map(all.map(other => [other.schema.$id, other.schema]))
  const types = await compile(structuredClone(file.schema), file.name, {
    additionalProperties: false,
    bannerComment: '',
    format: false,
    strictIndexSignatures: false,
    unknownAny: true,
    $refOptions: {
      resolve: {
        urn: {
          order: 1,
          canRead: /^urn:/,
          read: (asked: { url: string }) => JSON.stringify(byId.get(asked.url.replace(/#.*$/, ''))),
        },
      },
    },
  })
  return [
    `// Made from schemas/${file.name}${SUFFIX} by \`npm run generate\`; change the schema, not this file.`,
    types.trim(),
    '',
    `export const ${constantName(file.name)} = ${JSON.stringify(file.schema, null, 2)} as const`,
    '',
  ].join('\n')
}

function registryText(files: readonly SchemaFile[]): string {
  return [
    '// Made by `npm run generate`: every schema of the node.',
    ...files.map(file => `import { ${constantName(file.name)} } from './${file.name}.ts'`),
    '',
    `export const allSchemas = [\n${files.map(file => `  ${constantName(file.name)},`).join('\n')}\n] as const`,
    '',
  ].join('\n')
}

const files = readSchemas()
const wanted = new Map<string, string>()
for (const file of files) wanted.set(`${file.name}.ts`, await moduleText(file, files))
wanted.set('registry.ts', registryText(files))

mkdirSync(targetFolder, { recursive: true })
const present = new Set(readdirSync(targetFolder))
const stale = [...present].filter(name => !wanted.has(name))
const changed = [...wanted].filter(
  ([name, text]) => !present.has(name) || readFileSync(new URL(name, targetFolder), 'utf8') !== text,
)
const isCheck = process.argv.includes('--check')
if (!isCheck) {
  for (const name of stale) rmSync(new URL(name, targetFolder))
  for (const [name, text] of changed) writeFileSync(new URL(name, targetFolder), text)
}
const notCurrent = [...stale, ...changed.map(([name]) => name)]
// Loaded now, since the gateway reads what was just written; against what is not current it may not even load.
if (!isCheck || notCurrent.length === 0) {
  const { openApiText } = await import('./openapi-of-gateway.ts')
  const text = await openApiText()
  const file = new URL('openapi.json', schemaFolder)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    notCurrent.push('openapi.json')
    if (!isCheck) writeFileSync(file, text)
  }
}
if (isCheck && notCurrent.length > 0) {
  console.error(`not current: ${notCurrent.join(', ')}. Run: npm run generate`)
  process.exit(1)
}
if (!isCheck) console.error(`${notCurrent.length} written or removed, ${wanted.size + 1} in all`)
