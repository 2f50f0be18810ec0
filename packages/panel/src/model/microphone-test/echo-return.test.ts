import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { echoVerdict } from '../../words/microphone-test-words.ts'
import { createEchoTestSound, findEcho } from './echo-return.ts'

const sound = createEchoTestSound()
const captureLength = 16_000 * 2.2

/** What a microphone hears: the room's noise, and the played sound after a while. */
function captured({ gain = 0, delayMs = 80, noise = 30, seed = 1 }): Int16Array {
  const random = seededRandom(seed)
  const delay = delayMs * 16
  return Int16Array.from({ length: captureLength }, (_, index) =>
    Math.round(gain * (sound[index - delay] ?? 0) + noise * (random.next() * 2 - 1)),
  )
}

describe('whether the call comes back into the microphone', () => {
  it.each([0, 30, 80, 250, 480])('[PA108] finds it after %i ms', (delayMs) => {
    const echo = findEcho(sound, captured({ gain: 0.1, delayMs }))
    expect(echo.heard).toBe('returns')
    expect(echo.delayMs).toBeGreaterThanOrEqual(delayMs - 1)
    expect(echo.delayMs).toBeLessThanOrEqual(delayMs + 1)
  })

  it.each([1, 0.1, 0.01, -0.1])('[PA108] however loud it is: %d of what was played', (gain) => {
    expect(findEcho(sound, captured({ gain, noise: 20 })).heard).toBe('returns')
  })

  it('[PA108] noise, speech-like sound and a tone are nothing of it', () => {
    for (let seed = 1; seed <= 20; seed += 1)
      expect(findEcho(sound, captured({ noise: 3_000, seed })).heard).toBe('nothing')
    for (const hertz of [300, 440, 700, 1_000, 1_400]) {
      const tone = Int16Array.from({ length: captureLength }, (_, index) =>
        Math.round(3_000 * Math.sin((2 * Math.PI * hertz * index) / 16_000)),
      )
      expect(findEcho(sound, tone).heard, `${hertz} Hz`).toBe('nothing')
    }
  })

  it('[PA108] complete silence proves nothing, and is said so', () => {
    const echo = findEcho(sound, new Int16Array(captureLength))
    expect(echo.heard).toBe('unclear')
    expect(echoVerdict(echo).word).toBe('Cannot be told')
    expect(findEcho(sound, new Int16Array(0)).heard).toBe('unclear')
  })

  it('[PA108] suggests a headset when it comes back, and says so when not', () => {
    expect(echoVerdict(findEcho(sound, captured({ gain: 0.2 }))).sentence).toContain('headset')
    expect(echoVerdict(findEcho(sound, captured({}))).word).toBe('Nothing comes back')
  })

  it('[PA108] the test sound is soft, and ends as it began', () => {
    const peak = sound.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
    expect(peak).toBeLessThan(32_768 * 10 ** (-15 / 20))
    expect([sound[0], sound.at(-1)].map((sample) => Math.abs(sample ?? 9_999) < 50)).toEqual([
      true,
      true,
    ])
  })
})
