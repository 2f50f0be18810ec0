// The one place where what a supervisor writes about a session enters this server: what is personal in it is masked first (B10).
import type { CoachingDetails, CoachingRecord } from '@sotto/domain'
import {
  type CoachingDetailsRequest,
  longestMomentLabel,
  longestNotes,
  longestTag,
} from '@sotto/protocol'
import { badRequest } from '../http/api-refusal.ts'
import type { MaskedPiece, TextAbout, TextMasking } from '../text/text-masking.ts'

export interface EnteredDetails {
  readonly details: CoachingDetails
  /** In the order of the fields; what was masked before is not told again. */
  readonly masked: readonly MaskedPiece[]
}

/** Whose session it is: its customers' names are masked, those of its agent and supervisor stay. */
export type WrittenAbout = Pick<
  CoachingRecord,
  'conversationId' | 'queueId' | 'agentName' | 'supervisorName'
>

export function enterDetails(
  { revision: _, ...details }: CoachingDetailsRequest,
  record: WrittenAbout,
  masking: TextMasking,
): EnteredDetails {
  const masked: MaskedPiece[] = []
  const about = aboutOf(record)
  function enter(text: string, longest: number): string {
    const entered = masking.mask(text.replaceAll('\r\n', '\n'), { ...about, longest })
    masked.push(...entered.masked)
    return entered.text
  }
  return {
    details: {
      ...details,
      notes: enter(details.notes, longestNotes),
      tags: [...new Set(details.tags.map((tag) => enter(tag, longestTag)))],
      moments: details.moments.map((moment) => ({
        ...moment,
        label: enter(moment.label, longestMomentLabel),
      })),
    },
    masked,
  }
}

/** A reference is an id: masked it would lead nowhere, so one that is a card number is not taken. */
export function enterReference(reference: string | undefined, masking: TextMasking): void {
  if (reference === undefined) return
  const { masked } = masking.mask(reference, { only: ['card'] })
  if (masked.length > 0) throw badRequest('reference', 'This reads as a card number.')
}

function aboutOf({
  agentName,
  conversationId,
  queueId,
  supervisorName,
}: WrittenAbout): Pick<TextAbout, 'conversationId' | 'queueId' | 'ownNames'> {
  return { conversationId, queueId, ownNames: [agentName, supervisorName] }
}
