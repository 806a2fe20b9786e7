/** What lies in the outbox folder, in words: for the person who may let it out, and who cannot open it. */
import type { Clock } from '../../model/clock.ts'
import type { DropManifest, DropManifestFile } from '../../model/generated/drop-manifest.ts'
import { isValid } from '../../model/validation.ts'
import type { DropFolder } from './folder.ts'
import { type DropName, fileNameOf, messageId } from './names.ts'

export interface Described {
  readonly content: string
  readonly sequence: number | null
  readonly approvedBy: readonly string[]
}

const UNDESCRIBED: Record<DropName['kind'], string> = {
  message: 'a sealed message',
  reply: 'a sealed reply',
  note: 'what became of a message that came; no data',
}

/** After each change of the folder; what was said of a file before is kept as long as it lies there. */
export function writeManifest(folder: DropFolder, { member, clock, added = new Map() }: ManifestChange): DropManifest {
  const before = new Map(readManifest(folder)?.files.map(entry => [entry.file, entry]) ?? [])
  const files = folder.list().files.flatMap((name): DropManifestFile[] => {
    const file = fileNameOf(name)
    const text = folder.read(name)
    if (text === null) return []
    const { content, sequence, approvedBy } = added.get(file) ?? before.get(file) ?? undescribed(name)
    const bytes = Buffer.byteLength(text)
    return [{ file, to: name.to, content, bytes, sha256: messageId(text), sequence, approvedBy: [...approvedBy] }]
  })
  const writtenAt = new Date(clock.now()).toISOString()
  const manifest: DropManifest = { schema: 'drop-manifest/1', member, writtenAt, files }
  folder.putPlain('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  folder.putPlain('manifest.txt', inWords(manifest))
  return manifest
}

/** Files that a courier or a person took away are no longer listed; nothing is written where nothing changed. */
export function refreshManifest(folder: DropFolder, change: Omit<ManifestChange, 'added'>): void {
  const told = readManifest(folder)
  const listed = told?.files.map(({ file }) => file).join(' ')
  const present = folder.list().files.map(fileNameOf).join(' ')
  if (told?.member !== change.member || listed !== present) writeManifest(folder, change)
}

export interface ManifestChange {
  readonly member: string
  readonly clock: Clock
  /** By file name. */
  readonly added?: ReadonlyMap<string, Described>
}

function undescribed({ kind }: DropName): Described {
  return { content: UNDESCRIBED[kind], sequence: null, approvedBy: [] }
}

export function readManifest(folder: DropFolder): DropManifest | null {
  try {
    const manifest: unknown = JSON.parse(folder.readPlain('manifest.json') ?? 'null')
    return isValid<DropManifest>('urn:prime-rose:drop-manifest/1', manifest) ? manifest : null
  } catch {
    return null
  }
}

function inWords({ member, writtenAt, files }: DropManifest): string {
  const entries = files.map(({ file, to, content, bytes, sha256, sequence, approvedBy }, index) =>
    [
      `${index + 1}. ${content}`,
      `   for       ${to}${sequence === null ? '' : `, number ${sequence}`}`,
      `   approved  ${approvedBy.length === 0 ? 'needs no approval' : approvedBy.join(', ')}`,
      `   file      ${file} (${bytes} bytes)`,
      `   sha256    ${sha256}`,
    ].join('\n'),
  )
  return [
    `Files of ${member} that wait to leave, ${writtenAt}: ${files.length}.`,
    'Each is sealed to its reader: nobody on the way can open it, and a changed file is refused by its reader.',
    'Compare a hash with: sha256sum FILE',
    '',
    entries.length === 0 ? 'Nothing waits.' : entries.join('\n\n'),
    '',
  ].join('\n')
}
