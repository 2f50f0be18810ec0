/** Which key answers what, and which whisper it answers. Pure. */
import type { AgentSettings, StripWhisper, WhisperReply } from '@sotto/protocol'
import { isUsableKey, type KeyPress } from '../keyboard.ts'

export const replies: readonly WhisperReply[] = ['got-it', 'not-now', 'need-you']

/** The usual ones, until the agent has chosen. */
export const replyKeys = {
  'got-it': ['1', 'G'],
  'not-now': ['2', 'N'],
  'need-you': ['3', 'U'],
} as const satisfies Record<WhisperReply, readonly [string, string]>

export type ReplyKeys = Readonly<Record<WhisperReply, readonly string[]>>

/** A chosen key takes the place of both usual ones, and is no other answer's any more; an empty choice is no key. */
export function replyKeysOf(chosen: AgentSettings['keys']): ReplyKeys {
  const taken = Object.values(chosen).map((key) => key?.toUpperCase())
  const keysOf = (reply: WhisperReply): readonly string[] => {
    const own = chosen[reply]
    if (own === undefined) return replyKeys[reply].filter((key) => !taken.includes(key))
    return own === '' ? [] : [own.toUpperCase()]
  }
  return {
    'got-it': keysOf('got-it'),
    'not-now': keysOf('not-now'),
    'need-you': keysOf('need-you'),
  }
}

/** Gives the answer that key; whichever answer chose it before has its usual ones again. Undefined for what is no key. */
export function withReplyKey(
  chosen: AgentSettings['keys'],
  reply: WhisperReply,
  key: string,
): AgentSettings['keys'] | undefined {
  const small = key.toLowerCase()
  if (small !== '' && !isUsableKey(small)) return undefined
  const next = { ...chosen }
  for (const other of replies)
    if (small !== '' && next[other]?.toLowerCase() === small) delete next[other]
  return { ...next, [reply]: small }
}

export function replyForKey(
  { key, isComposing, withModifier, place }: KeyPress,
  keys: ReplyKeys = replyKeys,
): WhisperReply | undefined {
  if (withModifier || isComposing === true || place === 'text-field') return undefined
  const pressed = key.toUpperCase()
  return replies.find((reply) => keys[reply].some((own) => own === pressed))
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
