/** Unique strings in every field of a source, and the search for them in whatever came out. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect, createServer, type Server, Socket } from 'node:net'
import { join } from 'node:path'
import { unzipSync } from 'fflate'

/** No word of any language, no identifier of any kind: what keeps it in is the node, not the leak scanner. */
const MARK = 'zqcanaryqz'

export interface Canaries {
  /** A new string for this field, the same for it ever after. */
  of(field: string): string
  /** A text of the source that is unique by itself, such as a subject id. */
  note(text: string): void
  /** Fields that have one. */
  readonly fields: ReadonlySet<string>
  /** What of them stands in these bytes, as it is or in a usual coding. */
  findIn(bytes: Uint8Array): readonly string[]
}

export function canaries(): Canaries {
  const fields = new Map<string, string>()
  const noted = new Set<string>()
  const disguises = [
    ...[0, 1, 2].map(shift => {
      const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(MARK)]).toString('base64')
      // Without the letters that depend on what stands beside it.
      return padded.slice(
        Math.ceil((shift * 4) / 3) + (shift === 0 ? 0 : 1),
        Math.floor(((shift + MARK.length) * 8) / 6) - 1,
      )
    }),
    Buffer.from(MARK).toString('hex'),
    [...MARK].join('\0'),
  ]
  return {
    fields: {
      has: field => fields.has(field),
      get size() {
        return fields.size
      },
    } as ReadonlySet<string>,
    of(field) {
      const known = fields.get(field)
      if (known !== undefined) return known
      const made = `${MARK}${fields.size}x`
      fields.set(field, made)
      return made
    },
    note: text => void noted.add(text),
    findIn(bytes) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      const found = [...text.toLowerCase().matchAll(new RegExp(`${MARK}(\\d+)x`, 'g'))].map(([canary]) => canary)
      const coded = disguises.filter(disguise => text.includes(disguise))
      const ids = [...noted].filter(id => text.includes(id))
      return [...new Set([...found, ...coded, ...ids])]
    },
  }
}

/** Cells of the first row of `broken` become canaries each; texts of `read` end in one. Gives the rows. */
export function plantInRows(
  rows: readonly (readonly string[])[],
  planting: {
    readonly sheet: string
    readonly headerRows: number
    readonly subjectAt: number
    readonly broken: string
    readonly read: string
    readonly canaries: Canaries
  },
): string[][] {
  const { sheet, headerRows, subjectAt, broken, read, canaries: planted } = planting
  const names = rows[headerRows - 1] ?? []
  return rows.map((row, at) => {
    if (at < headerRows) return [...row, at === headerRows - 1 ? 'ZZ_EXTRA' : 'Extra']
    const subject = row[subjectAt]
    const field = (column: number) => `${sheet}.${names[column] ?? column}`
    const extra = planted.of(`${sheet}.ZZ_EXTRA`)
    if (subject === broken)
      return [...row.map((cell, column) => (column === subjectAt ? cell : planted.of(field(column)))), extra]
    if (subject !== read) return [...row, '']
    return [
      ...row.map((cell, column) => (/\p{L}.* /u.test(cell) ? `${cell}, ${planted.of(`${field(column)}+`)}` : cell)),
      extra,
    ]
  })
}

/** Texts of a document become canaries where their member is one of `members` (of any other the document stays as it is). */
export function plantInDocument(document: unknown, path: string, members: RegExp, planted: Canaries): unknown {
  const [name = ''] = path.split('.').slice(-1)
  if (Array.isArray(document)) return document.map(member => plantInDocument(member, path, members, planted))
  if (typeof document === 'object' && document !== null) {
    return Object.fromEntries(
      Object.entries(document).map(([member, content]) => [
        member,
        plantInDocument(content, `${path}.${member}`, members, planted),
      ]),
    )
  }
  return typeof document === 'string' && members.test(name) ? planted.of(path) : document
}

/** Files below a folder with their bytes; what is packed is unpacked. */
export function filesBelow(folder: string): { readonly path: string; readonly bytes: Uint8Array }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .flatMap(path => {
      const bytes = readFileSync(path)
      if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return [{ path, bytes }]
      return [
        { path, bytes },
        ...Object.entries(unzipSync(bytes)).map(([name, inside]) => ({ path: `${path}!${name}`, bytes: inside })),
      ]
    })
}

export interface Wire {
  readonly port: number
  /** Both ways. */
  bytes(): Buffer
  close(): void
}

/** A line in between: whatever goes through it, either way, is kept. */
export async function recordingLine(to: number): Promise<Wire> {
  const kept: Buffer[] = []
  const server: Server = createServer(near => {
    const far = connect(to, '127.0.0.1')
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (part: Buffer) => {
        kept.push(Buffer.from(part))
        other.write(part)
      })
      from.on('end', () => other.end())
      from.on('error', () => other.destroy())
    }
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    bytes: () => Buffer.concat(kept),
    close: () => server.close(),
  }
}

/** Keeps what this process writes to any socket but those of the ports inside: the node's own database, its source. */
export function recordSockets(exceptPorts: ReadonlySet<number>): { bytes(): Buffer; stop(): void } {
  const kept: Buffer[] = []
  const original = Socket.prototype.write
  Socket.prototype.write = function (this: Socket, chunk: Uint8Array | string, ...rest: never[]) {
    const ports = [this.remotePort, this.localPort]
    // Before it is connected a socket has no port: what is written then counts too.
    if (!ports.some(port => port !== undefined && exceptPorts.has(port))) kept.push(Buffer.from(chunk as Uint8Array))
    return original.call(this, chunk, ...rest)
  } as typeof original
  return {
    bytes: () => Buffer.concat(kept),
    stop: () => {
      Socket.prototype.write = original
    },
  }
}
