import type { MicrophoneFailure } from '../model/talk/microphone.ts'

/** By the names of the Media Capture specification's errors. */
const failures: Readonly<Record<string, MicrophoneFailure>> = {
  NotAllowedError: 'not-allowed',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'busy',
  AbortError: 'busy',
  SecurityError: 'not-secure',
}

/** What a browser's refusal to start the microphone means for the person who pressed Coach. */
export function microphoneFailureOf(failure: unknown): MicrophoneFailure {
  return (failure instanceof Error ? failures[failure.name] : undefined) ?? 'unknown'
}
