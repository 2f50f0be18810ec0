/** One piece of sound out of its frames, in their order. */
export function joinFrames(frames: readonly Int16Array[]): Int16Array {
  const length = frames.reduce((sum, frame) => sum + frame.length, 0)
  const joined = new Int16Array(length)
  let at = 0
  for (const frame of frames) {
    joined.set(frame, at)
    at += frame.length
  }
  return joined
}
