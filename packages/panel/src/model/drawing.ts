/** What the server tells is drawn once a frame, however often it speaks: the model is true at once, the screen with the next frame. */
import type { Cancel, Unsubscribe } from '@sotto/kernel'

/** Calls back before the next frame is drawn, or soon where none is. */
export type NextFrame = (run: () => void) => Cancel

export interface Drawing {
  /** As `subscribe` does, except that the listener is told once a frame. */
  follow(subscribe: (listener: () => void) => Unsubscribe, listener: () => void): Unsubscribe
  close(): void
}

/** Without frames everything is told at once. */
export function createDrawing(nextFrame: NextFrame = atOnce): Drawing {
  const pending = new Set<() => void>()
  let cancel: Cancel = () => {}
  let isAsked = false

  function draw(): void {
    isAsked = false
    const listeners = [...pending]
    pending.clear()
    for (const listener of listeners) listener()
  }

  function ask(listener: () => void): void {
    pending.add(listener)
    if (isAsked) return
    isAsked = true
    cancel = nextFrame(draw)
  }

  return {
    follow(subscribe, listener) {
      // A wrapper, so that the same function following two things is two followers.
      const entry = () => listener()
      const unsubscribe = subscribe(() => ask(entry))
      return () => {
        unsubscribe()
        pending.delete(entry)
      }
    },
    close() {
      cancel()
      pending.clear()
    },
  }
}

const atOnce: NextFrame = (run) => {
  run()
  return () => {}
}
