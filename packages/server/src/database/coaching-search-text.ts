/** What a coaching session is found by. Both stores search in it, so that they find the same. */
import type { CoachingRecord } from '@sotto/domain'

export function coachingSearchText(record: CoachingRecord): string {
  const { agentName, details, queueName, reference = '', supervisorName } = record
  const labels = details.moments.map(({ label }) => label)
  const parts = [
    agentName,
    queueName,
    supervisorName,
    reference,
    ...details.tags,
    details.notes,
    ...labels,
  ]
  return foldForSearch(parts.join('\n'))
}

/** Without case and accents: "Müller" is found by "muller". */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** At most twenty; who types more has pasted something. */
export function searchWords(text: string): readonly string[] {
  return foldForSearch(text).split(/\s+/u).filter(Boolean).slice(0, 20)
}
