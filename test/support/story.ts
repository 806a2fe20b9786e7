/** A file whose tests are the steps of one story, each on what the one before has left. */
import { beforeEach } from 'vitest'

/** How the summary of a run tells a step that was not tried from one that failed. */
export const NOT_TRIED = 'Not tried, since an earlier step of this story failed:'

/**
 * Called at the head of a file or of a `describe`: once a step has failed, each that follows fails at once, and says which
 * one did; a wait of minutes for what can no longer come tells nobody anything. `standing`: in words, without anything of a
 * record, what the world looks like when the first step fails; it is added to the failure.
 */
export function isOneStory(standing?: () => Promise<string>): void {
  let failed: string | null = null
  beforeEach(({ task, onTestFailed }) => {
    if (failed !== null) throw new Error(`${NOT_TRIED} ${failed}`)
    onTestFailed(async () => {
      failed = task.name
      const [error] = task.result?.errors ?? []
      if (standing === undefined || error === undefined) return
      const words = await standing().catch((fault: unknown) => `its standing cannot be told: ${String(fault)}`)
      error.message += `\n\n${words}`
    })
  })
}
