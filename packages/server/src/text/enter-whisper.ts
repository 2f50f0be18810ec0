/**
 * What of a text whisper may leave. The server decides when it is sent, whatever a panel has shown before:
 *
 *   card, cvv            masked, always
 *   iban, national-id    masked, unless the sender has said that they are meant
 *   everything else      as written: it goes to one agent, who knows whom the call is about
 *
 * A number that was begun in the sender's last whispers there is masked where it goes on; what was sent cannot be called back.
 * What was masked is masked for everybody from then on: the database, the platform, the agent, the receipts.
 */

import type { Clock } from '@sotto/kernel'
import type { ControlStore } from '../database/stores.ts'
import { alwaysMasked } from './redaction-choices.ts'
import type { MaskedPiece, MaskedText, TextMasking } from './text-masking.ts'

const onlyWhenMeant = ['iban', 'national-id'] as const

/** As the platform counts: code points. */
const longestWhisper = 1_000

export interface WrittenWhisper {
  readonly conversationId: string
  readonly text: string
  readonly personal: 'mask' | 'as-written'
  /** Of `recentWhispers`. */
  readonly before: readonly string[]
}

// Whoever spreads a number over several texts writes them one after the other.
const recentMs = 120_000
const recentAtMost = 8

/** The texts that this sender sent there in the last two minutes, oldest first. */
export async function recentWhispers(
  { clock, store }: { readonly clock: Clock; readonly store: Pick<ControlStore, 'byConversation'> },
  conversationId: string,
  supervisorId: string,
): Promise<readonly string[]> {
  const since = clock.wallNow() - recentMs
  const sent = await store.byConversation(conversationId, supervisorId, recentAtMost)
  return sent
    .flatMap(({ record: { submittedAt, text } }) =>
      text === undefined || submittedAt < since ? [] : [text],
    )
    .reverse()
}

export function enterWhisper(
  masking: TextMasking,
  { before, conversationId, personal, text }: WrittenWhisper,
): MaskedText {
  const only = personal === 'mask' ? [...alwaysMasked, ...onlyWhenMeant] : alwaysMasked
  return masking.mask(text, { before, conversationId, longest: longestWhisper, only })
}

/** What a sender is warned of while they write. */
export function checkWhisper(
  masking: TextMasking,
  written: Omit<WrittenWhisper, 'personal'>,
): readonly (MaskedPiece & { readonly mayBeSent: boolean })[] {
  const { masked } = enterWhisper(masking, { ...written, personal: 'mask' })
  return masked.map((piece) => ({
    ...piece,
    mayBeSent: onlyWhenMeant.some((kind) => kind === piece.kind),
  }))
}
