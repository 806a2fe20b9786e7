/** Where a newer directory comes from: a file, or an address such as a relay's or another member's. */
import { readFileSync, statSync } from 'node:fs'
import type { AuditEvent } from '../audit/event.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { fetchText } from '../transport/fetch-text.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { MAX_DIRECTORY_CHARACTERS } from '../trust/directory.ts'
import { auditOf, type TakenDirectory, takeDirectory } from './directory.ts'
import { clientSettings } from './tls-files.ts'

const TIMEOUT_MS = 15_000
const MEDIA_TYPE = 'application/jose+json'

/** `-` is not taken: a directory has a name. */
export async function readDirectorySource(source: string, client?: HttpClient): Promise<string> {
  if (/^https?:\/\//.test(source)) {
    const opened = client ?? createHttpClient()
    const asked = { url: source, accept: MEDIA_TYPE, maxBytes: MAX_DIRECTORY_CHARACTERS, timeoutMs: TIMEOUT_MS }
    return fetchText(opened, asked).finally(() => client ?? opened.close())
  }
  try {
    if (statSync(source).size <= MAX_DIRECTORY_CHARACTERS) return readFileSync(source, 'utf8')
  } catch (cause) {
    throw new NodeError('federation/unreachable', 'the file of the directory cannot be read', {
      hint: `Expected at ${source}`,
      cause,
    })
  }
  throw new NodeError('directory/bad', 'the file is too large for a directory')
}

export interface FetchDirectoryDeps {
  readonly clock: Clock
  readonly append: (event: AuditEvent) => Promise<void>
  /** As `rose.json` says how others are reached. */
  readonly client: HttpClient
}

/** From the address in `rose.json` unless another source is given. */
export async function fetchDirectory(
  config: Pick<Config, 'paths' | 'federation'>,
  source: string | null,
  deps: FetchDirectoryDeps,
): Promise<TakenDirectory> {
  const from = source ?? config.federation.directory
  if (from === null) {
    throw new NodeError('usage/bad-argument', 'this node has no address to fetch the directory from', {
      hint: 'Give a file or an address with --from, or set federation.directory in rose.json.',
    })
  }
  return takeDirectory(config, await readDirectorySource(from, deps.client), deps)
}

/** For a command, which has nothing open. */
export async function fetchDirectoryOnce(config: Config, source: string | null, clock: Clock): Promise<TakenDirectory> {
  const client = createHttpClient(clientSettings(config))
  try {
    return await fetchDirectory(config, source, { clock, append: auditOf(config), client })
  } finally {
    client.close()
  }
}

export interface Polling {
  stop(): void
}

/** Fetches again and again; what fails is told once it changes, and tried again the next time. */
export function pollDirectory(
  config: Pick<Config, 'paths' | 'federation'>,
  deps: FetchDirectoryDeps & {
    readonly onTaken: (taken: TakenDirectory) => void
    readonly onError: (error: unknown) => void
  },
): Polling {
  if (config.federation.directory === null) return { stop: () => {} }
  let lastFault = ''
  const poll = async () => {
    try {
      const taken = await fetchDirectory(config, null, deps)
      lastFault = ''
      if (taken.changed) deps.onTaken(taken)
    } catch (error) {
      const fault = error instanceof NodeError ? error.code : 'internal'
      if (fault !== lastFault) deps.onError(error)
      lastFault = fault
    }
  }
  void poll()
  const timer = setInterval(() => void poll(), config.federation.pollSeconds * 1000).unref()
  return { stop: () => clearInterval(timer) }
}
