import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { screen } from 'electron'

/** Where a window was left. */
export interface WindowState {
  readonly bounds: Rectangle | undefined
  readonly maximised: boolean
}

const unknownState: WindowState = { bounds: undefined, maximised: false }

/** Reads where the window was left; forgets a place that no screen shows any more. */
export function readWindowState(path: string): WindowState {
  try {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof state !== 'object' || state === null || !('bounds' in state) || !('maximised' in state))
      return unknownState
    const { bounds } = state
    if (!isRectangle(bounds) || !isShown(bounds)) return unknownState
    return { bounds, maximised: state.maximised === true }
  } catch {
    return unknownState
  }
}

/** Keeps where the window is when it closes. Losing it costs nothing, so a failure says nothing. */
export function keepWindowState(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximised: window.isMaximized() }
    try {
      writeFileSync(path, JSON.stringify(state))
    } catch {
      return
    }
  })
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = {
    x: undefined,
    y: undefined,
    width: undefined,
    height: undefined,
    ...value,
  }
  return [x, y, width, height].every((side) => Number.isSafeInteger(side))
}

/** At least a corner wide enough to be caught with the mouse stands on some screen. */
function isShown(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const wide =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    const high =
      Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
    return wide >= 200 && high >= 100 && bounds.y >= workArea.y - 10
  })
}
