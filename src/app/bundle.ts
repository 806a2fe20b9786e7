/** Bundles of this program, made and installed by commands. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Installed, type InstallRequest, installBundle } from '../bundle/install.ts'
import { type MadeBundle, makeBundle } from '../bundle/make.ts'
import { fingerprintOfMaker } from '../bundle/manifest.ts'
import { packageRoot, packageVersion, readSecret } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { generateKey, parsePrivateKey, publicKeyOf } from '../trust/keys.ts'
import { writeSecretOnce } from './node-files.ts'

export interface MakeRequest {
  readonly out: string
  /** Made where it is missing. */
  readonly keyFile: string
  readonly onProgress: (text: string) => void
}

export async function makeOwnBundle({
  out,
  keyFile,
  onProgress,
}: MakeRequest): Promise<MadeBundle & { readonly fingerprint: string }> {
  const path = resolve(keyFile)
  if (!existsSync(path)) writeSecretOnce(path, () => JSON.stringify(generateKey()))
  const key = parsePrivateKey(readSecret(path, "the maker's key"))
  const made = await makeBundle({
    packageRoot,
    version: packageVersion(),
    out: resolve(out),
    key,
    now: systemClock.now(),
    onProgress,
  })
  return { ...made, fingerprint: fingerprintOfMaker(publicKeyOf(key)) }
}

export function installFrom(request: InstallRequest): Promise<Installed> {
  return installBundle(request)
}
