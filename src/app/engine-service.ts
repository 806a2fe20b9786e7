/** The engine as a service of its own account: it does what comes into the job folder, and knows nothing of the node beside. */
import type { Config } from '../config.ts'
import { type WatchJobs, watchJobs } from '../engine/watch-jobs.ts'

export function watchEngineJobs({ paths }: Config, watch: Omit<WatchJobs, 'nodeFolder'>): Promise<void> {
  return watchJobs({ nodeFolder: paths.folder, ...watch })
}
