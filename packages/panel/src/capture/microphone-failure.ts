import type { MicrophoneFailure } from '../model/talk/microphone.ts'

/** By the names of the Media Capture specification's errors, and of the audio context's. */
const failures: Readonly<Record<string, MicrophoneFailure>> = {
  NotAllowedError: 'not-allowed',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-fitting',
  NotReadableError: 'busy',
  AbortError: 'busy',
  SecurityError: 'not-secure',
  InvalidStateError: 'suspended',
}

export interface PageFacts {
  readonly isSecure: boolean
  /** The browser's own record of the permission, where it tells. */
  readonly permission: 'granted' | 'denied' | 'prompt' | undefined
}

/** What a browser's refusal to start the microphone means for the person who pressed Coach. */
export function microphoneFailureOf(failure: unknown, page: PageFacts): MicrophoneFailure {
  if (!page.isSecure) return 'not-secure'
  const found = (failure instanceof Error ? failures[failure.name] : undefined) ?? 'unknown'
  return found === 'not-allowed' ? whoRefused(failure, page) : found
}

/** One name for three refusals: the message tells the system's (Chromium, Firefox), the permission a closed question. */
function whoRefused(failure: unknown, { permission }: PageFacts): MicrophoneFailure {
  const message = failure instanceof Error ? failure.message : ''
  if (/by (the )?(system|user agent or the platform)/i.test(message)) return 'not-allowed-by-system'
  // Allowed for this site and refused all the same: that leaves the system.
  if (permission === 'granted') return 'not-allowed-by-system'
  if (permission === 'prompt' || /dismissed/i.test(message)) return 'dismissed'
  return 'not-allowed'
}
