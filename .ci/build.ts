/** Compiles `src` to `dist` for the published package, with the files that are not TypeScript beside it. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, '.ci/tsconfig.build.json')],
  {
    stdio: ['ignore', 2, 2],
  },
)
const source = join(root, 'src')
for (const entry of readdirSync(source, { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || !/\.(sql|cjs)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  cpSync(file, join(dist, file.slice(source.length)))
}
chmodSync(join(dist, 'cli/rose.cjs'), 0o755)
