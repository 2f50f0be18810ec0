/** The auditor's page in words. */
import { type AuditEntryView, type AuditMode, maskKindSchema, type OwnAudit } from '@sotto/protocol'
import { hourAndMinute, timeOfDay } from './time-words.ts'
import { maskKindWords } from './transcript-words.ts'

export const revealAuditWords = {
  heading: 'Looks behind masks',
  explanation:
    'Who looked at what kind of personal data, when and why. What was there is kept nowhere.',
  none: 'Nobody has looked behind a mask.',
  noneFound: 'No look is found by these fields.',
  loading: 'Reading …',
} as const

/** Of what may have been looked at; a held number cannot. */
export const revealKinds: readonly (readonly [string, string])[] = maskKindSchema.options.flatMap(
  (kind) => (kind === 'held' ? [] : [[kind, maskKindWords[kind]] as const]),
)

/** The kind as people say it; one that this page does not know by its own name. */
export function revealKindWords(kind: string): string {
  return revealKinds.find(([known]) => known === kind)?.[1] ?? kind
}

export const entryWords = {
  heading: 'Everything on record',
  explanation:
    'Who did what, to whom, when, and whether the customer could hear it. Entries are added and never changed.',
  none: 'Nothing is on record yet.',
  noneFound: 'No entry is found by these fields.',
  loading: 'Reading …',
  notPlaced: 'not placed yet',
  erased: 'erased',
  nobody: '–',
} as const

const states: readonly (readonly [string, string])[] = [
  ['held-back', 'Held back: the agent wanted no texts'],
  ['submitted', 'Asked for'],
  ['queued', 'Queued by the platform'],
  ['pending-delivery', 'No confirming word yet'],
  ['executing', 'Began'],
  ['completed', 'Ended in order, or arrived'],
  ['cancelling', 'Being taken back'],
  ['cancelled', 'Taken back'],
  ['expired', 'Expired'],
  ['failed', 'Failed'],
  ['refused', 'Refused by the platform'],
  ['seen', 'Seen by the agent'],
  ['answered', 'Answered by the agent'],
  ['confirmed', 'Confirmed again'],
]

const coachingStates: readonly (readonly [string, string])[] = [
  ['starting', 'asked for'],
  ['started', 'started'],
  ['in-progress', 'in progress'],
  ['paused', 'paused'],
  ['completed', 'completed'],
  ['invalid', 'no longer valid'],
  ['vanished', 'vanished at the platform'],
  ['refused', 'refused'],
  ['details-changed', 'notes changed'],
]

/** What an entry can be about, to choose from. */
export const actChoices: readonly (readonly [string, string])[] = [
  ...states.map(([state, words]) => [`control-${state}`, words] as const),
  ...coachingStates.map(
    ([state, words]) => [`coaching-${state}`, `Coaching session ${words}`] as const,
  ),
  ['reveal', 'Looked behind a mask'],
  ['signed-in', 'Signed in'],
  ['signed-out', 'Signed out'],
  ['session-ended', 'Session ended'],
  ['session-expired', 'Session expired'],
  ['sign-in-ended', 'Sign-in ended by an administrator'],
  ['policy-changed', 'Policy changed'],
  ['policy-restored', 'Earlier policy restored'],
  ['snippet-added', 'Shared snippet added'],
  ['snippet-changed', 'Shared snippet changed'],
  ['snippet-removed', 'Shared snippet taken away'],
  ['snippet-restored', 'Shared snippet brought back'],
  ['person-erased', 'Person erased'],
  ['lease-handed-over', 'Coaching handed over'],
  ['audit-exported', 'Audit exported'],
]

/** One that this page does not know by its own name. */
export function actWords(act: string): string {
  return actChoices.find(([known]) => known === act)?.[1] ?? act
}

export const auditModeChoices: readonly (readonly [AuditMode, string])[] = [
  ['monitor', 'Listening'],
  ['coach', 'Spoken whisper'],
  ['barge', 'Barge in'],
  ['whisper-text', 'Text whisper'],
]

export function auditModeWords(mode: string | undefined): string {
  if (mode === undefined) return entryWords.nobody
  return auditModeChoices.find(([known]) => known === mode)?.[1] ?? mode
}

export function placeWords({ index }: Pick<AuditEntryView, 'index'>): string {
  return index === undefined ? entryWords.notPlaced : `placed, no. ${index}`
}

export function personWords(
  person: { readonly id: string; readonly name?: string | undefined } | undefined,
  isErased: boolean,
): string {
  if (person === undefined) return isErased ? entryWords.erased : entryWords.nobody
  return person.name ?? person.id
}

export function customerWords(couldHear: boolean | undefined): string {
  if (couldHear === undefined) return entryWords.nobody
  return couldHear ? 'could hear it' : 'could not hear it'
}

const evidence: Readonly<Record<string, string>> = {
  answer: 'the platform’s answer',
  event: 'the platform’s event',
  'status-check': 'a status check',
  'never-live': 'it was never live',
}

/** By what we know whether the customer could hear. */
export function auditEvidenceWords(known: string | undefined): string | undefined {
  return known === undefined ? undefined : (evidence[known] ?? known)
}

export const headWords = {
  heading: 'Head of the tree',
  explanation:
    'A signed statement of everything up to its size. Keep heads outside this server: against one of them any later change is found.',
  none: 'No entry has its place in the tree yet; there is a head a second after the first.',
  copied: 'Copied.',
  notCopied: 'This browser did not let the page copy it; the text below can be copied by hand.',
  verify: 'sotto audit verify export.jsonl --head head.json',
} as const

export const ownTimesWords = {
  heading: 'Who listened to me',
  explanation:
    'Everybody who listened to you, spoke to you or wrote to you, with the newest first.',
  none: 'Nobody has listened to you or written to you.',
  loading: 'Reading …',
  link: 'Who listened to me',
  back: 'Back to my whispers',
} as const

const ownVerbs = {
  monitor: 'listened to your conversation',
  coach: 'whispered to you',
  barge: 'joined your conversation',
  'whisper-text': 'wrote to you',
} as const satisfies Record<AuditMode, string>

/** `Maren Brandt whispered to you.` */
export function ownTimeWords({ mode, supervisorName }: OwnAudit): string {
  return `${supervisorName ?? 'A supervisor'} ${ownVerbs[mode]}.`
}

export function ownHearingWords({ customerCouldHear, mode }: OwnAudit): string {
  if (customerCouldHear) return 'The customer could hear it.'
  if (mode === 'whisper-text') return 'The customer could not see it.'
  return 'The customer could not hear it.'
}

export function ownSpanWords({ from, mode, to }: OwnAudit): string {
  if (mode === 'whisper-text') return hourAndMinute(from)
  return to === undefined ? `since ${timeOfDay(from)}` : `${timeOfDay(from)} – ${timeOfDay(to)}`
}
