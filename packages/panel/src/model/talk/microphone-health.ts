/** What is wrong with the sound a microphone delivers, from its levels: so that the reason is said before an agent has to ask. */
import type { SoundLevel } from './microphone.ts'

export type MicrophoneHealth = 'fine' | 'silent' | 'damaged' | 'clipping'

export interface HealthWatch {
  /** The next level, about 25 times a second. */
  hear(level: SoundLevel, nowMono: number): MicrophoneHealth
  reset(): void
}

/** Below the last bits of any converter that is switched on: a muted device, not a quiet room. */
const silentPeak = 10 ** (-90 / 20)
const silentAfterMs = 2_000
/** What is said stays for so long after its last sign, or it could not be read. */
const staysMs = 3_000
/** So much of a moment at full scale is no single loud syllable. */
const clippedShare = 0.05

export function createHealthWatch(): HealthWatch {
  let silentSinceMono: number | undefined
  let damagedUntilMono = Number.NEGATIVE_INFINITY
  let clippedUntilMono = Number.NEGATIVE_INFINITY
  return {
    hear({ clipped, damaged, peak }, nowMono) {
      if (damaged > 0) damagedUntilMono = nowMono + staysMs
      if (clipped > clippedShare) clippedUntilMono = nowMono + staysMs
      if (peak > silentPeak) silentSinceMono = undefined
      else silentSinceMono ??= nowMono
      if (nowMono < damagedUntilMono) return 'damaged'
      if (nowMono < clippedUntilMono) return 'clipping'
      const isSilent = silentSinceMono !== undefined && nowMono - silentSinceMono >= silentAfterMs
      return isSilent ? 'silent' : 'fine'
    },
    reset() {
      silentSinceMono = undefined
      damagedUntilMono = Number.NEGATIVE_INFINITY
      clippedUntilMono = Number.NEGATIVE_INFINITY
    },
  }
}
