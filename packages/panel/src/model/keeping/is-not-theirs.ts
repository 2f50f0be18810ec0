import type { CallFailure } from '../commands/server-calls.ts'

/** What is sealed is not this person's, too old, or nothing sealed at all. Being told to wait, or to sign in, says nothing of it. */
export function isNotTheirs(failure: CallFailure): boolean {
  return failure.kind === 'refused' && [400, 404].includes(failure.refusal.status)
}
