import type { WantedMode } from '@sotto/domain'

/** Whether a mode has a line to speak into: only then is there a microphone. */
export function speaksIn(mode: WantedMode): boolean {
  return mode === 'coach' || mode === 'barge'
}
