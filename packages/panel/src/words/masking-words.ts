/** What was masked, or will be, in a text that somebody writes. */
import type { MaskedPiece } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { maskWords } from './transcript-words.ts'

const inWords = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
]

export const english = {
  masked: (count: number, pieces: string) =>
    `${inWords[count] ?? count} ${count === 1 ? 'piece of personal data was' : 'pieces of personal data were'} masked: ${pieces}.`,
  sentWithout: (pieces: string) => `Sent without ${pieces}.`,
  neverSent: (pieces: string) =>
    `${pieces} will be left out: card numbers and security codes are never sent.`,
  leftOut: (count: number, pieces: string) =>
    `${pieces} will be left out, unless you choose to send ${count === 1 ? 'it' : 'them'}.`,
  sendWithoutNumbers: (count: number): string =>
    count === 1 ? 'Send without the number' : 'Send without the numbers',
  sendAsItIs: 'Send as it is',
  sendWith: (pieces: string) => `Send with ${pieces}`,
}

const words = inLanguage('masking-words', english)

/** `[card •••• 1111], [phone]` */
export function piecesWords(pieces: readonly MaskedPiece[]): string {
  return pieces.map(({ kind, label }) => maskWords(kind, label)).join(', ')
}

/** `Two pieces of personal data were masked: [card •••• 1111], [phone].` */
export function maskedWords(pieces: readonly MaskedPiece[]): string {
  return words.masked(pieces.length, piecesWords(pieces))
}

export function sentWithoutWords(pieces: readonly MaskedPiece[]): string {
  return words.sentWithout(piecesWords(pieces))
}

/** Before a whisper is sent: what will be left out, and whether that is for its writer to say. */
export function whisperWarningWords(
  found: readonly (MaskedPiece & { readonly mayBeSent: boolean })[],
): string {
  const never = found.filter(({ mayBeSent }) => !mayBeSent)
  const ifMeant = found.filter(({ mayBeSent }) => mayBeSent)
  return [
    never.length === 0 ? '' : words.neverSent(piecesWords(never)),
    ifMeant.length === 0 ? '' : words.leftOut(ifMeant.length, piecesWords(ifMeant)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

export function sendWithoutWords({ length }: readonly MaskedPiece[]): string {
  return words.sendWithoutNumbers(length)
}

/** Undefined where nothing may be sent; what is never sent is not promised. */
export function sendAsItIsWords(
  found: readonly (MaskedPiece & { readonly mayBeSent: boolean })[],
): string | undefined {
  const ifMeant = found.filter(({ mayBeSent }) => mayBeSent)
  if (ifMeant.length === 0) return undefined
  return ifMeant.length === found.length ? words.sendAsItIs : words.sendWith(piecesWords(ifMeant))
}
