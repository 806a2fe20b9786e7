/** Certificates and keys of TLS, from the files that `rose.json` names; those of the gateway are read again when they change. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, readSecret } from '../config.ts'
import type { TlsContext, TlsSource } from '../http/tls.ts'
import { NodeError } from '../model/errors.ts'
import type { ClientSettings } from '../transport/http-client.ts'

const CHECK_EVERY_MS = 2_000
const WARN_MS = 28 * 86_400_000

/** Null where TLS ends in front of the gateway. Throws `config/...` where a file is missing, or key and certificate differ. */
export function openTlsFiles(
  config: Pick<Config, 'tls' | 'paths'>,
  { now, onError }: { readonly now: () => number; readonly onError: (error: unknown) => void },
): (TlsSource & { stop(): void }) | null {
  const { tls } = config
  if (tls === null) return null
  const files = [tls.certificateFile, tls.keyFile, ...(tls.clientCaFile === undefined ? [] : [tls.clientCaFile])]
  const stampNow = () => files.map(file => stampOf(at(config, file))).join()
  let [context, stamp] = [readContext(config, tls), stampNow()]
  let listener: (context: TlsContext) => void = () => {}
  const timer = setInterval(() => {
    if (stampNow() === stamp) return
    stamp = stampNow()
    try {
      context = readContext(config, tls)
      listener(context)
    } catch (error) {
      // Half of a renewal: the certificate is here, its key not yet. The old pair goes on.
      onError(error)
    }
  }, CHECK_EVERY_MS).unref()
  return {
    context: () => context,
    onChange: callback => {
      listener = callback
    },
    isEnding: () => Date.parse(new X509Certificate(context.cert).validTo) - now() < WARN_MS,
    stop: () => clearInterval(timer),
  }
}

/** How this node reaches others. */
export function clientSettings({ outgoing, paths }: Pick<Config, 'outgoing' | 'paths'>): ClientSettings {
  const { caFile, certificateFile, keyFile, minVersion, proxy } = outgoing
  const read = (file: string) => readPem({ paths }, file)
  return {
    ...(caFile === undefined ? {} : { ca: read(caFile) }),
    ...(certificateFile === undefined ? {} : { certificate: read(certificateFile) }),
    ...(keyFile === undefined ? {} : { key: readSecret(at({ paths }, keyFile), 'the key for TLS to partners') }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(proxy === undefined ? {} : { proxy }),
  }
}

type Tls = NonNullable<Config['tls']>

function readContext(config: Pick<Config, 'paths'>, tls: Tls): TlsContext {
  const cert = readPem(config, tls.certificateFile)
  const key = readSecret(at(config, tls.keyFile), "the gateway's TLS key")
  checkPair(cert, key)
  const asksForCertificates = tls.clientCertificates === 'required'
  if (asksForCertificates && tls.clientCaFile === undefined) {
    throw new NodeError('config/bad-value', 'tls.clientCertificates is required, but tls.clientCaFile is missing')
  }
  return {
    cert,
    key,
    minVersion: tls.minVersion === '1.2' ? 'TLSv1.2' : 'TLSv1.3',
    ...(tls.clientCaFile === undefined ? {} : { ca: readPem(config, tls.clientCaFile) }),
    requestCert: asksForCertificates,
  }
}

function checkPair(cert: string, key: string): void {
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return
  } catch {
    // Told below; the text of a key must not reach a message.
  }
  throw new NodeError('config/bad-value', 'certificate and key of TLS are unreadable, or do not belong together')
}

function readPem(config: Pick<Config, 'paths'>, file: string): string {
  const path = at(config, file)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new NodeError('config/missing', 'a file of certificates is missing', { hint: `Expected at ${path}` })
}

function at({ paths }: Pick<Config, 'paths'>, file: string): string {
  return resolve(paths.folder, file)
}

function stampOf(path: string): string {
  if (!existsSync(path)) return 'none'
  const { mtimeMs, size, ino } = statSync(path)
  return `${mtimeMs} ${size} ${ino}`
}
