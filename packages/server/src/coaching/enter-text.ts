// The one place where what a supervisor writes about a session enters this server. Whoever masks personal data in it does so here.
import type { CoachingDetails } from '@sotto/domain'
import type { CoachingDetailsRequest } from '@sotto/protocol'

export function enterDetails({ revision: _, ...details }: CoachingDetailsRequest): CoachingDetails {
  return {
    ...details,
    notes: enterText(details.notes),
    tags: [...new Set(details.tags.map(enterText))],
    moments: details.moments.map((moment) => ({ ...moment, label: enterText(moment.label) })),
  }
}

/** Already known to be whole characters of a bearable length: the protocol's schema has seen to it. */
function enterText(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
