/** When a whisper counts as read: once it has stood on a visible page for a second, without a break. */
import type { Cancel, Clock } from '@sotto/kernel'

export interface ReadingWatch {
  /** Which whispers are within the window now. */
  setInView(whisperIds: ReadonlySet<string>): void
  /** False while the page is behind another one, minimised, or the machine is locked. */
  setPageVisible(visible: boolean): void
  close(): void
}

/** As long as the platform's own desk takes it. */
export const readAfterMs = 1_000

export function createReadingWatch(
  clock: Clock,
  onRead: (whisperId: string) => void,
): ReadingWatch {
  const waiting = new Map<string, Cancel>()
  const read = new Set<string>()
  let inView: ReadonlySet<string> = new Set()
  let isPageVisible = false

  function plan(): void {
    for (const [id, cancel] of waiting) {
      if (isPageVisible && inView.has(id)) continue
      cancel()
      waiting.delete(id)
    }
    if (!isPageVisible) return
    for (const id of inView) if (!read.has(id) && !waiting.has(id)) waiting.set(id, later(id))
  }

  function later(id: string): Cancel {
    return clock.schedule(readAfterMs, () => {
      waiting.delete(id)
      read.add(id)
      onRead(id)
    })
  }

  return {
    setInView(whisperIds) {
      inView = whisperIds
      plan()
    },
    setPageVisible(visible) {
      isPageVisible = visible
      plan()
    },
    close() {
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
