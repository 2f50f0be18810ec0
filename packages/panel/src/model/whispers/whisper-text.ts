/** How long a whisper is, counted as the platform counts: code points. Pure. */

export const longestWhisper = 1_000
/** From here on the counter is shown. */
export const counterFrom = 900

export type WhisperTextCheck =
  | { readonly sendable: true; readonly length: number }
  | { readonly sendable: false; readonly length: number; readonly reason: WhisperTextProblem }

export type WhisperTextProblem = 'empty' | 'too-long' | 'not-well-formed'

export function checkWhisperText(text: string): WhisperTextCheck {
  const length = [...text].length
  if (text.trim() === '') return { sendable: false, length, reason: 'empty' }
  if (length > longestWhisper) return { sendable: false, length, reason: 'too-long' }
  // Half a surrogate pair, as a broken paste leaves behind; newer browsers only can tell.
  if (!isWellFormed(text)) return { sendable: false, length, reason: 'not-well-formed' }
  return { sendable: true, length }
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
