import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

  it('makes a bundle that an ordinary user installs and runs without a network, in a path with spaces', async () => {
    const archive = join(folder, 'bundle.tar.gz')
    const made = await rose(['bundle', '--out', archive, '--key', join(folder, 'maker.jwk'), '--json'])
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('fingerprint')])
    const { sha256, fingerprint } = JSON.parse(made.out) as { sha256: string; fingerprint: string }
    expect(createHash('sha256').update(readFileSync(archive)).digest('hex')).toBe(sha256)
    const platform = join(folder, 'closed platform')
    mkdirSync(platform)
    chmodSync(folder, 0o755)
    chmodSync(platform, 0o777)
    const story = join(folder, 'story.sh')
    writeFileSync(story, STORY)
    const ran = withoutNetwork(['sh', story, archive, platform, fingerprint])
    expect([ran.status, ran.stderr, ran.stdout.trim().split('\n')]).toEqual([
      0,
      '',
      [
        expect.stringMatching(/^user [1-9]/),
        'interfaces lo',
        'links 0',
        expect.stringContaining('added.js is not in the manifest'),
        'refused',
        'another maker 3',
        'unreachable',
        'screened 25',
        'answers 1',
      ],
    ])
  }, 180_000)
})

/** What a person in a closed platform does; each step says on standard output what came of it. */
const STORY = `
set -eu
archive=$1; platform=$2; fingerprint=$3
cd "$platform"
mkdir unpacked && tar xzf "$archive" -C unpacked --strip-components=1
echo "user $(id -u)"
echo "interfaces $(sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev | tr '\\n' ' ' | sed 's/ $//')"
echo "links $(find unpacked -type l | wc -l)"
echo added > unpacked/app/added.js
./unpacked/install.sh "the program" --fingerprint "$fingerprint" 2>&1 | grep -o 'app/added.js is .*'
test ! -e "the program" && echo "refused"
rm unpacked/app/added.js
code=0; ./unpacked/install.sh "the program" --fingerprint 12345 >/dev/null 2>&1 || code=$?
test ! -e "the program" && echo "another maker $code"
./unpacked/install.sh "the program" --fingerprint "$fingerprint" >/dev/null
rm -r unpacked
PATH=/usr/bin:/bin
rose="$platform/the program/rose"
"$platform/the program"/*/node/bin/node -e "fetch('http://192.0.2.1').catch(() => console.log('unreachable'))"
"$rose" synth ecrf --trial impress-norway --patients 25 --out "an export" >/dev/null 2>&1
"$rose" init "a node" --trial impress-norway --country NO --port 0 >/dev/null
"$rose" ingest "an export" --node "a node" --json > report.json 2>/dev/null || test $? = 1
sed -n 's/^ *"screened": \\([0-9]*\\),*/screened \\1/p' report.json
for name in anne bjorn; do "$rose" member add $name --role committee --node "a node" >/dev/null; done
cut=$("$rose" cut build --node "a node" --json 2>/dev/null | sed -n 's/^ *"id": "\\(cut-[^"]*\\)",*/\\1/p')
for name in anne bjorn; do "$rose" cut open "$cut" --node "a node" --as $name >/dev/null 2>&1; done
"$rose" query drug:nivolumab --node "a node" 2>/dev/null | grep -c "^NO .*$cut" | sed 's/^/answers /'
`

/** As an ordinary user (the embedded database would run as another account for root), in a network with no way out. */
function withoutNetwork(words: readonly string[]) {
  const inside = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh']
  const isRoot = process.getuid?.() === 0
  const given = isRoot
    ? ['--net', ...inside, 'setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...words]
    : ['--map-current-user', '--keep-caps', '--net', ...inside, ...words]
  return spawnSync('unshare', given, { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/nonexistent' } })
}
