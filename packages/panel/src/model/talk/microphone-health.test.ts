import { describe, expect, it } from 'vitest'
import { microphoneHealthWords, rateWords } from '../../words/microphone-words.ts'
import { noLevel, type SoundLevel } from './microphone.ts'
import { createHealthWatch } from './microphone-health.ts'

const speech: SoundLevel = { rms: 0.1, peak: 0.4, clipped: 0, damaged: 0 }

/** The verdicts of a level that is told 25 times a second, by the second. */
function verdicts(level: SoundLevel, seconds: number, watch = createHealthWatch(), fromMs = 0) {
  const heard: string[] = []
  for (let nowMs = fromMs; nowMs <= fromMs + seconds * 1000; nowMs += 40)
    heard.push(watch.hear(level, nowMs))
  return heard
}

describe('the health of a microphone', () => {
  it('[PA104] finds nothing wrong with speech, nor with a pause in it', () => {
    const watch = createHealthWatch()
    expect(new Set(verdicts(speech, 3, watch))).toEqual(new Set(['fine']))
    const roomNoise = { rms: 0.0005, peak: 0.002, clipped: 0, damaged: 0 }
    expect(new Set(verdicts(roomNoise, 10, watch, 3_000))).toEqual(new Set(['fine']))
  })

  it('[PA104] complete silence is said after two seconds, and not once something comes', () => {
    const watch = createHealthWatch()
    expect(verdicts(noLevel, 1.9, watch).at(-1)).toBe('fine')
    expect(verdicts(noLevel, 0.2, watch, 1_940).at(-1)).toBe('silent')
    expect(watch.hear(speech, 2_200)).toBe('fine')
  })

  it('[PA104] a full-scale square wave is far too loud; one loud syllable is not', () => {
    expect(verdicts({ rms: 1, peak: 1, clipped: 1, damaged: 0 }, 1)[0]).toBe('clipping')
    expect(verdicts({ rms: 0.3, peak: 1, clipped: 0.01, damaged: 0 }, 1).at(-1)).toBe('fine')
  })

  it('[PA104] damage is said before anything else, and long enough to be read', () => {
    const watch = createHealthWatch()
    expect(watch.hear({ rms: 0, peak: 0, clipped: 1, damaged: 0.5 }, 0)).toBe('damaged')
    expect(watch.hear(speech, 2_900)).toBe('damaged')
    expect(watch.hear(speech, 3_100)).toBe('fine')
  })

  it('[PA104] each has words of its own that say what to do', () => {
    const { fine, ...ill } = microphoneHealthWords
    expect(fine).toBeUndefined()
    expect(new Set(Object.values(ill)).size).toBe(3)
    for (const words of Object.values(ill)) expect(words).toMatch(/Look|choose|lower/)
  })

  it.each([
    [48_000, undefined],
    [44_100, '44.1 kHz instead of 48 kHz'],
    [96_000, '96 kHz instead of 48 kHz'],
    [16_000, 'Bluetooth'],
    [8_000, '8 kHz, as Bluetooth'],
  ])('[PA104] a rate of %i Hz is said where it is not the usual one', (sampleRateHz, words) => {
    const said = rateWords({ sampleRateHz })
    if (words === undefined) expect(said).toBeUndefined()
    else expect(said).toContain(words)
  })
})
