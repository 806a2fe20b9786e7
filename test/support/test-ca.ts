/** A certificate authority made at run time with the openssl command: nothing of it is kept. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export interface Certificate {
  readonly certificateFile: string
  readonly keyFile: string
}

export interface TestCa {
  readonly folder: string
  readonly caFile: string
  readonly ca: string
  /** For 127.0.0.1 and localhost, for servers and for clients. */
  issue(name: string, options?: { readonly days?: number }): Certificate
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function aTestCa(name = 'test authority'): TestCa {
  const folder = mkdtempSync(join(tmpdir(), 'rose-ca-'))
  folders.push(folder)
  const at = (file: string) => join(folder, file)
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '60', '-subj', `/CN=${name}`)
  return {
    folder,
    caFile: at('ca.pem'),
    ca: readFileSync(at('ca.pem'), 'utf8'),
    issue: (subject, { days = 60 } = {}) => {
      const [key, request, certificate] = ['key', 'csr', 'pem'].map(ending => `${subject}.${ending}`) as [
        string,
        string,
        string,
      ]
      writeFileSync(at(`${subject}.ext`), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
      openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${subject}`)
      const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)]
      openssl('x509', '-req', '-in', request, ...signing, '-extfile', `${subject}.ext`, '-out', certificate)
      chmodSync(at(key), 0o400)
      return { certificateFile: at(certificate), keyFile: at(key) }
    },
  }
}
