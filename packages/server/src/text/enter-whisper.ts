/**
 * What of a text whisper may leave. The server decides when it is sent, whatever a panel has shown before:
 *
 *   card, cvv            masked, always
 *   iban, national-id    masked, unless the sender has said that they are meant
 *   everything else      as written: it goes to one agent, who knows whom the call is about
 *
 * What was masked is masked for everybody from then on: the database, the platform, the agent, the receipts.
 */

import { alwaysMasked } from './redaction-choices.ts'
import type { MaskedPiece, MaskedText, TextMasking } from './text-masking.ts'

const onlyWhenMeant = ['iban', 'national-id'] as const

/** As the platform counts: code points. */
const longestWhisper = 1_000

export interface WrittenWhisper {
  readonly conversationId: string
  readonly text: string
  readonly personal: 'mask' | 'as-written'
}

export function enterWhisper(
  masking: TextMasking,
  { conversationId, personal, text }: WrittenWhisper,
): MaskedText {
  const only = personal === 'mask' ? [...alwaysMasked, ...onlyWhenMeant] : alwaysMasked
  return masking.mask(text, { conversationId, longest: longestWhisper, only })
}

/** What a sender is warned of while they write. */
export function checkWhisper(
  masking: TextMasking,
  conversationId: string,
  text: string,
): readonly (MaskedPiece & { readonly mayBeSent: boolean })[] {
  const { masked } = enterWhisper(masking, { conversationId, text, personal: 'mask' })
  return masked.map((piece) => ({
    ...piece,
    mayBeSent: onlyWhenMeant.some((kind) => kind === piece.kind),
  }))
}
