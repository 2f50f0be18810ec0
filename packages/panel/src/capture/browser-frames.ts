/** The browser's frames behind the model's port. */
import type { Clock } from '@sotto/kernel'
import type { NextFrame } from '../model/drawing.ts'

/** A page that nobody sees draws no frames, and is up to date all the same when somebody looks. */
const withoutFramesMs = 100

export function browserFrames(clock: Clock): NextFrame {
  return (run) => {
    function end(): void {
      cancelAnimationFrame(frame)
      cancelTimer()
    }
    function runOnce(): void {
      end()
      run()
    }
    const frame = requestAnimationFrame(runOnce)
    const cancelTimer = clock.schedule(withoutFramesMs, runOnce)
    return end
  }
}
