/**
 * Descriptions of opened data cuts, as the engine verified them: kept by itself, since their counts are exact and the
 * gateway, which asks for contributions, is to see none of them.
 */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkCutApprovals } from '../cut/approvals.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { CutDescription } from '../model/generated/cut.ts'
import type { NationalTableJob } from '../model/generated/engine-job.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { EnginePaths } from './engine-paths.ts'
import { readPlainFile } from './plain-file.ts'

type OpenedCut = Pick<NationalTableJob, 'cut' | 'approvals'>

const NAME = /^opened-(cut-[0-9a-f]{16})\.json$/
const MAX_BYTES = 1_048_576

/** Call with a job whose approvals were checked. */
export function keepOpened({ history }: Pick<EnginePaths, 'history'>, { cut, approvals }: OpenedCut): void {
  const path = join(dirname(history), `opened-${cut.id}.json`)
  if (!existsSync(path)) writeWhole(path, JSON.stringify({ cut, approvals }), 0o400)
}

export interface ChooseCut {
  readonly paths: Pick<EnginePaths, 'history'>
  readonly pins: EnginePins
  readonly window: { readonly from: string; readonly to: string }
  /** Throws where no new computation may be made of the cut. */
  readonly checkNotClosed: (cut: CutDescription) => void
}

/** The newest one that may be computed on, its approvals verified again. Throws `pooling/no-cut`. */
export async function chooseOpenedCut({ paths, pins, window, checkNotClosed }: ChooseCut): Promise<CutDescription> {
  const folder = dirname(paths.history)
  const known = readdirSync(folder)
    .filter(name => NAME.test(name))
    .map(name => JSON.parse(readPlainFile(folder, name, MAX_BYTES).toString('utf8')) as OpenedCut)
    .filter(({ cut }) => cut.cutoff >= window.from && cut.cutoff <= window.to)
    .sort((a, b) => (a.cut.cutoff < b.cut.cutoff ? 1 : -1))
  for (const { cut, approvals } of known) {
    if (
      await mayCompute(async () => {
        await checkCutApprovals(approvals, { cut, committee: pins.members })
        checkNotClosed(cut)
      })
    )
      return cut
  }
  throw new NodeError('pooling/no-cut', 'no opened data cut has its cut-off within the window of the round', {
    hint: 'Two committee members open one: rose cut build, then rose cut open ID --node DIR --as NAME',
    detail: { from: window.from, to: window.to },
  })
}

/** A cut that was closed, or whose signers have left the committee, is passed over. */
async function mayCompute(check: () => Promise<void>): Promise<boolean> {
  try {
    await check()
    return true
  } catch (error) {
    if (isNodeError(error) && /^(?:cut|approval)\//.test(error.code)) return false
    throw error
  }
}
