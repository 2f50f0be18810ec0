/** Which key answers what, and which whisper it answers. Pure. */
import type { StripWhisper, WhisperReply } from '@sotto/protocol'
import type { KeyPress } from '../keyboard.ts'

export const replies: readonly WhisperReply[] = ['got-it', 'not-now', 'need-you']

export const replyKeys = {
  'got-it': ['1', 'G'],
  'not-now': ['2', 'N'],
  'need-you': ['3', 'U'],
} as const satisfies Record<WhisperReply, readonly [string, string]>

export function replyForKey({ key, withModifier, place }: KeyPress): WhisperReply | undefined {
  if (withModifier || place === 'text-field') return undefined
  const pressed = key.toUpperCase()
  return replies.find((reply) => replyKeys[reply].some((own) => own === pressed))
}

/**
 * The newest one that waits for an answer and has been before somebody's eyes: a key pressed for the one before must not answer
 * a whisper that has just pushed itself into its place.
 */
export function keyTarget(
  whispers: readonly StripWhisper[],
  readHere: ReadonlySet<string>,
): StripWhisper | undefined {
  return whispers.find(({ id, reply }) => reply === undefined && readHere.has(id))
}
