import type { Workspace } from './workspace'

/** Runs once, when the workspace has first met its server: what it lacks then, nobody has written. */
export function afterFirstMeeting(workspace: Workspace, run: () => void): void {
  const stop = workspace.sync.subscribe(() => {
    if (workspace.sync.get().is !== 'synced') return
    stop()
    run()
  })
}
