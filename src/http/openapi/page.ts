/** The description of the interface as a page: one file, no script, nothing from elsewhere, read with a keyboard as well. */
import { createHash } from 'node:crypto'
import { type Html, section, table, tag, textTag } from '../../report/html/markup.ts'
import type { OpenApi, Operation, Reply } from './document.ts'

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1rem/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
a { color: #0b4f8a; }
:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; }
main:focus { outline: none; }
h2::first-letter, h4::first-letter { text-transform: uppercase; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem; }
h1 { font-size: 1.6rem; margin: .5rem 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #1a1a1a; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
h4 { font-size: .875rem; margin: .75rem 0 .25rem; color: #444; }
.method { display: inline-block; min-width: 4.2rem; padding: .05rem .4rem; margin-right: .5rem; border: 1px solid #1a1a1a;
  text-align: center; font-size: .8rem; }
.needs { border-left: .3rem solid #8c8c8c; padding-left: .6rem; color: #333; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .85rem; }
pre { background: #f4f4f4; padding: .75rem; overflow-x: auto; margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .875rem; }
caption { text-align: left; color: #444; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d0d0d0; }
tbody th { font-weight: normal; min-width: 3.5rem; overflow-wrap: break-word; }
td { overflow-wrap: break-word; }
article td { overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #1a1a1a; }
summary { cursor: pointer; }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616; } a { color: #8cc4ff; } pre { background: #222; }
  :focus-visible { outline-color: #8cc4ff; } h2, thead th, .method { border-color: #eee; }
  h4, caption, .needs { color: #bbb; } .skip:focus { background: #161616; }
}
`

/** What the page may do: be drawn by its own style sheet, and nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function describingPage(document: OpenApi): Html {
  const { title, version, description } = document.info
  const operations = operationsOf(document)
  const body = [
    textTag('a', 'To the operations', { class: 'skip', href: '#operations' }),
    tag(
      'header',
      textTag('h1', `${title} ${version}`) +
        String(description ?? '')
          .split('\n\n')
          .map(text => textTag('p', text))
          .join('') +
        tag(
          'p',
          `For programs: ${textTag('a', '/api/v1/openapi.json', { href: '/api/v1/openapi.json' })} (OpenAPI ${document.openapi}).`,
        ),
    ),
    tag('nav', textTag('h2', 'Contents') + contents(document, operations), { 'aria-label': 'Contents' }),
    tag(
      'main',
      document.tags
        .map(({ name, description: about }) =>
          section(
            name,
            name,
            textTag('p', about),
            ...operations.filter(({ operation }) => operation.tags.includes(name)).map(operationHtml),
          ),
        )
        .join('') +
        problemTable(document) +
        schemas(document),
      { id: 'operations', tabindex: '-1' },
    ),
  ]
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    textTag('title', `${title}: interface`) +
    tag('style', STYLE)
  return `<!doctype html>\n<html lang="en"><head>${head}</head><body>${body.join('')}</body></html>\n`
}

interface Addressed {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

function operationsOf({ paths }: OpenApi): readonly Addressed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
}

function contents({ tags }: OpenApi, operations: readonly Addressed[]): Html {
  const line = ({ path, method, operation }: Addressed) =>
    tag(
      'li',
      `${textTag('a', `${method} ${path}`, { href: `#${operation.operationId}` })} ${textTag('span', operation.summary)}`,
    )
  const group = (name: string) =>
    operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(line)
      .join('')
  return (
    tags.map(({ name }) => textTag('h4', name) + tag('ul', group(name))).join('') +
    tag('p', `${textTag('a', 'Refusals', { href: '#problems' })} · ${textTag('a', 'Schemas', { href: '#schemas' })}`)
  )
}

function operationHtml({ path, method, operation }: Addressed): Html {
  const { operationId, summary, description, security, parameters = [], requestBody, responses } = operation
  const scopes = security.flatMap(need => Object.values(need).flat())
  return tag(
    'article',
    tag('h3', textTag('span', method, { class: 'method' }) + textTag('code', path), { id: `${operationId}-heading` }) +
      textTag('p', `${summary}.`) +
      (description === undefined ? '' : textTag('p', description)) +
      (scopes.length === 0
        ? ''
        : textTag('p', `Needs a bearer token with the scope ${scopes.join(', ')}.`, { class: 'needs' })) +
      (parameters.length === 0
        ? ''
        : table({
            caption: 'Parameters',
            head: ['Name', 'In', 'What'],
            rows: parameters.map(({ name, in: place, description: about = '', schema }) => [
              name,
              place,
              [about, wordsOfPattern(schema)].filter(Boolean).join(' '),
            ]),
          })) +
      (requestBody === undefined ? '' : textTag('h4', 'Body') + mediaHtml(requestBody.content)) +
      textTag('h4', 'Replies') +
      tag('table', tag('tbody', Object.entries(responses).map(replyHtml).join(''))),
    { id: operationId, 'aria-labelledby': `${operationId}-heading` },
  )
}

function wordsOfPattern({ pattern }: Readonly<Record<string, unknown>>): string {
  return typeof pattern === 'string' ? `Pattern ${pattern}` : ''
}

function replyHtml([status, { description, content = {} }]: [string, Reply]): Html {
  const { 'application/problem+json': _, ...documents } = content
  return tag('tr', textTag('th', status, { scope: 'row' }) + tag('td', asCode(description) + mediaHtml(documents)))
}

/** Text between backticks is code. */
function asCode(text: string): Html {
  return text
    .split('`')
    .map((part, place) => textTag(place % 2 === 1 ? 'code' : 'span', part))
    .join('')
}

function mediaHtml(content: NonNullable<Reply['content']>): Html {
  return Object.entries(content)
    .map(([type, { schema, example }]) => {
      const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1]
      const link = name === undefined ? '' : `: ${textTag('a', name, { href: `#schema-${name}` })}`
      const shown =
        example === undefined
          ? ''
          : tag('details', textTag('summary', 'Example') + textTag('pre', JSON.stringify(example, null, 2)))
      return tag('p', textTag('code', type) + link) + shown
    })
    .join('')
}

/** Every code once, with its status and what it is. */
function problemTable({ components }: OpenApi): Html {
  const rows = Object.values(components.examples)
  return section(
    'problems',
    'Refusals',
    textTag('p', 'Every refusal is application/problem+json (RFC 9457) with one of these codes.'),
    table({
      caption: `${rows.length} codes`,
      head: ['Code', 'Status', 'Title'],
      rows: rows.map(({ value: { code, status, title } }) => [code, String(status), title]),
    }),
  )
}

function schemas({ components }: OpenApi): Html {
  return section(
    'schemas',
    'Schemas',
    ...Object.entries(components.schemas).map(([name, schema]) =>
      tag(
        'article',
        textTag('h3', name, { id: `schema-${name}-heading` }) +
          textTag('p', String(schema['description'] ?? '')) +
          tag('details', textTag('summary', 'JSON Schema') + textTag('pre', JSON.stringify(schema, null, 2))),
        { id: `schema-${name}`, 'aria-labelledby': `schema-${name}-heading` },
      ),
    ),
  )
}
