import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

describe('the packed package', () => {
  let folder: string
  let installed: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose packed '))
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const archive = readdirSync(folder).find(name => name.endsWith('.tgz')) ?? ''
    const site = join(folder, 'somewhere')
    mkdirSync(site)
    writeFileSync(
      join(site, 'package.json'),
      JSON.stringify({ dependencies: { 'prime-rose-node': `file:../${archive}` } }),
    )
    writeFileSync(join(site, 'package-lock.json'), JSON.stringify(lockFor(archive)))
    execFileSync('npm', ['ci', '--prefer-offline', '--ignore-scripts'], {
      cwd: site,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    installed = join(site, 'node_modules', 'prime-rose-node')
  }, 180_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** The run-time dependencies as this checkout pins them, so that the install takes what `npm ci` has already brought. */
  function lockFor(archive: string): object {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean; link?: boolean; devOptional?: boolean }>
    }
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
      dependencies: object
      bin: object
    }
    const kept = Object.entries(lock.packages).filter(
      ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.link !== true,
    )
    return {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { 'prime-rose-node': `file:../${archive}` } },
        'node_modules/prime-rose-node': {
          version: own.version,
          resolved: `file:../${archive}`,
          dependencies: own.dependencies,
          bin: own.bin,
        },
        ...Object.fromEntries(kept),
      },
    }
  }

  const rose = (words: string[], input = '') =>
    new Promise<{ code: number; out: string; err: string }>(done => {
      const child = execFile(
        process.execPath,
        [join(installed, 'dist/cli/rose.cjs'), ...words],
        { cwd: join(folder, 'somewhere') },
        (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
      child.stdin?.end(input)
    })

  it('shows its help and its version', async () => {
    const help = await rose(['--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('ingest')
    expect((await rose(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('answers small work: a cohort key', async () => {
    const request = { id: 1, part: 'key', text: 'HER2exp/Cholangiocarcinoma/Pertuzumab+Traztuzumab' }
    const answer = await rose(['cohort', 'key'], `${JSON.stringify(request)}\n`)
    expect(answer.code).toBe(0)
    expect(JSON.parse(answer.out)).toMatchObject({
      id: 1,
      status: 'ok',
      canonical: 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab',
    })
  })

  it('writes a synthetic export', async () => {
    const out = join(folder, 'export')
    expect(await rose(['synth', 'ecrf', '--trial', 'impress-norway', '--patients', '30', '--out', out])).toMatchObject({
      code: 0,
    })
    expect(readdirSync(out).filter(name => name.endsWith('_coh.csv'))).toHaveLength(1)
  })

  it('holds compiled JavaScript only, with the files it reads', () => {
    const files = readdirSync(installed, { recursive: true }).map(String)
    expect(files.filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([])
    expect(files).toContain(join('dist', 'engine', 'main.js'))
    expect(files.some(file => file.endsWith('.sql'))).toBe(true)
    expect(files.some(file => file.startsWith('mappings') && file.endsWith('mapping.json'))).toBe(true)
  })

  it('says in one sentence what an older Node needs', () => {
    writeFileSync(
      join(folder, 'older.cjs'),
      `Object.defineProperty(process.versions, 'node', { value: '20.11.0' })\nrequire(${JSON.stringify(join(installed, 'dist/cli/rose.cjs'))})\n`,
    )
    let text = ''
    let code: unknown = 0
    try {
      execFileSync(process.execPath, [join(folder, 'older.cjs')], { stdio: ['ignore', 'pipe', 'pipe'] })
    } catch (error) {
      text = String((error as { stderr: Buffer }).stderr)
      code = (error as { status: number }).status
    }
    expect(code).toBe(2)
    expect(text).toContain('rose needs Node.js 26 or newer')
    expect(text).not.toContain('at ')
  })
})
