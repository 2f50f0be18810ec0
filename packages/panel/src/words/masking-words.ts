/** What was masked, or will be, in a text that somebody writes. */
import type { MaskedPiece } from '@sotto/protocol'
import { maskWords } from './transcript-words.ts'

const counts = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** `[card •••• 1111], [phone]` */
export function piecesWords(pieces: readonly MaskedPiece[]): string {
  return pieces.map(({ kind, label }) => maskWords(kind, label)).join(', ')
}

/** `Two pieces of personal data were masked: [card •••• 1111], [phone].` */
export function maskedWords(pieces: readonly MaskedPiece[]): string {
  const count = counts[pieces.length] ?? pieces.length.toLocaleString('en')
  const were = pieces.length === 1 ? 'piece of personal data was' : 'pieces of personal data were'
  return `${count} ${were} masked: ${piecesWords(pieces)}.`
}

export function sentWithoutWords(pieces: readonly MaskedPiece[]): string {
  return `Sent without ${piecesWords(pieces)}.`
}

/** Before a whisper is sent: what will be left out, and whether that is for its writer to say. */
export function whisperWarningWords(
  found: readonly (MaskedPiece & { readonly mayBeSent: boolean })[],
): string {
  const never = found.filter(({ mayBeSent }) => !mayBeSent)
  const ifMeant = found.filter(({ mayBeSent }) => mayBeSent)
  return [
    never.length === 0
      ? ''
      : `${piecesWords(never)} will be left out: card numbers and security codes are never sent.`,
    ifMeant.length === 0
      ? ''
      : `${piecesWords(ifMeant)} will be left out, unless you choose to send ${ifMeant.length === 1 ? 'it' : 'them'}.`,
  ]
    .filter((words) => words !== '')
    .join(' ')
}

export function sendWithoutWords({ length }: readonly MaskedPiece[]): string {
  return length === 1 ? 'Send without the number' : 'Send without the numbers'
}

/** Undefined where nothing may be sent; what is never sent is not promised. */
export function sendAsItIsWords(
  found: readonly (MaskedPiece & { readonly mayBeSent: boolean })[],
): string | undefined {
  const ifMeant = found.filter(({ mayBeSent }) => mayBeSent)
  if (ifMeant.length === 0) return undefined
  return ifMeant.length === found.length ? 'Send as it is' : `Send with ${piecesWords(ifMeant)}`
}
