/** The auditor's page in words. */
import { type AuditEntryView, type AuditMode, maskKindSchema, type OwnAudit } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { hourAndMinute, timeOfDay } from './time-words.ts'
import { maskKindWords } from './transcript-words.ts'

export const english = {
  revealAuditWords: {
    heading: 'Looks behind masks',
    explanation:
      'Who looked at what kind of personal data, when and why. What was there is kept nowhere.',
    none: 'Nobody has looked behind a mask.',
    noneFound: 'No look is found by these fields.',
    loading: 'Reading …',
  },
  entryWords: {
    heading: 'Everything on record',
    explanation:
      'Who did what, to whom, when, and whether the customer could hear it. Entries are added and never changed.',
    none: 'Nothing is on record yet.',
    noneFound: 'No entry is found by these fields.',
    loading: 'Reading …',
    notPlaced: 'not placed yet',
    erased: 'erased',
    nobody: '–',
  },
  states: {
    'held-back': 'Held back: the agent wanted no texts',
    submitted: 'Asked for',
    queued: 'Queued by the platform',
    'pending-delivery': 'No confirming word yet',
    executing: 'Began',
    completed: 'Ended in order, or arrived',
    cancelling: 'Being taken back',
    cancelled: 'Taken back',
    expired: 'Expired',
    failed: 'Failed',
    refused: 'Refused by the platform',
    seen: 'Seen by the agent',
    answered: 'Answered by the agent',
    confirmed: 'Confirmed again',
  },
  coachingStates: {
    starting: 'Coaching session asked for',
    started: 'Coaching session started',
    'in-progress': 'Coaching session in progress',
    paused: 'Coaching session paused',
    completed: 'Coaching session completed',
    invalid: 'Coaching session no longer valid',
    vanished: 'Coaching session vanished at the platform',
    refused: 'Coaching session refused',
    'details-changed': 'Coaching session notes changed',
  },
  acts: {
    reveal: 'Looked behind a mask',
    'signed-in': 'Signed in',
    'signed-out': 'Signed out',
    'session-ended': 'Session ended',
    'session-expired': 'Session expired',
    'sign-in-ended': 'Sign-in ended by an administrator',
    'policy-changed': 'Policy changed',
    'policy-restored': 'Earlier policy restored',
    'snippet-added': 'Shared snippet added',
    'snippet-changed': 'Shared snippet changed',
    'snippet-removed': 'Shared snippet taken away',
    'snippet-restored': 'Shared snippet brought back',
    'person-erased': 'Person erased',
    'lease-handed-over': 'Coaching handed over',
    'audit-exported': 'Audit exported',
  },
  placed: (index: number) => `placed, no. ${index}`,
  aSupervisor: 'A supervisor',
  ownTime: (who: string, did: string) => `${who} ${did}.`,
  couldHear: 'could hear it',
  couldNotHear: 'could not hear it',
  customerHeard: 'The customer could hear it.',
  customerDidNotHear: 'The customer could not hear it.',
  customerDidNotSee: 'The customer could not see it.',
  since: (time: string) => `since ${time}`,
  auditModes: {
    monitor: 'Listening',
    coach: 'Spoken whisper',
    barge: 'Barge in',
    'whisper-text': 'Text whisper',
  } satisfies Record<AuditMode, string>,
  evidence: {
    answer: 'the platform’s answer',
    event: 'the platform’s event',
    'status-check': 'a status check',
    'never-live': 'it was never live',
  },
  headWords: {
    heading: 'Head of the tree',
    explanation:
      'A signed statement of everything up to its size. Keep heads outside this server: against one of them any later change is found.',
    none: 'No entry has its place in the tree yet; there is a head a second after the first.',
    copied: 'Copied.',
    notCopied: 'This browser did not let the page copy it; the text below can be copied by hand.',
    verify: 'sotto audit verify export.jsonl --head head.json',
  },
  ownTimesWords: {
    heading: 'Who listened to me',
    explanation: 'Everybody who listened to you, spoke to you or wrote to you, newest first.',
    none: 'Nobody has listened to you or written to you.',
    loading: 'Reading …',
    link: 'Who listened to me',
    back: 'Back to my whispers',
  },
  ownVerbs: {
    monitor: 'listened to your conversation',
    coach: 'whispered to you',
    barge: 'joined your conversation',
    'whisper-text': 'wrote to you',
  } satisfies Record<AuditMode, string>,
}

const words = inLanguage('audit-words', english)

export const revealAuditWords = words.revealAuditWords

/** Of what may have been looked at; a held number cannot. */
export const revealKinds: readonly (readonly [string, string])[] = maskKindSchema.options.flatMap(
  (kind) => (kind === 'held' ? [] : [[kind, maskKindWords[kind]] as const]),
)

/** The kind as people say it; one that this page does not know by its own name. */
export function revealKindWords(kind: string): string {
  return revealKinds.find(([known]) => known === kind)?.[1] ?? kind
}

export const entryWords = words.entryWords

/** What an entry can be about, to choose from. */
export const actChoices: readonly (readonly [string, string])[] = [
  ...Object.entries(words.states).map(([state, said]) => [`control-${state}`, said] as const),
  ...Object.entries(words.coachingStates).map(
    ([state, said]) => [`coaching-${state}`, said] as const,
  ),
  ...Object.entries(words.acts),
]

/** One that this page does not know by its own name. */
export function actWords(act: string): string {
  return actChoices.find(([known]) => known === act)?.[1] ?? act
}

export const auditModeChoices = (['monitor', 'coach', 'barge', 'whisper-text'] as const).map(
  (mode): readonly [AuditMode, string] => [mode, words.auditModes[mode]],
)

export function auditModeWords(mode: string | undefined): string {
  if (mode === undefined) return entryWords.nobody
  return auditModeChoices.find(([known]) => known === mode)?.[1] ?? mode
}

export function placeWords({ index }: Pick<AuditEntryView, 'index'>): string {
  return index === undefined ? entryWords.notPlaced : words.placed(index)
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
  return couldHear ? words.couldHear : words.couldNotHear
}

const evidence: Readonly<Record<string, string>> = words.evidence

/** By what we know whether the customer could hear. */
export function auditEvidenceWords(known: string | undefined): string | undefined {
  return known === undefined ? undefined : (evidence[known] ?? known)
}

export const headWords = words.headWords

export const ownTimesWords = words.ownTimesWords

const ownVerbs = words.ownVerbs

/** `Maren Brandt whispered to you.` */
export function ownTimeWords({ mode, supervisorName }: OwnAudit): string {
  return words.ownTime(supervisorName ?? words.aSupervisor, ownVerbs[mode])
}

export function ownHearingWords({ customerCouldHear, mode }: OwnAudit): string {
  if (customerCouldHear) return words.customerHeard
  if (mode === 'whisper-text') return words.customerDidNotSee
  return words.customerDidNotHear
}

export function ownSpanWords({ from, mode, to }: OwnAudit): string {
  if (mode === 'whisper-text') return hourAndMinute(from)
  return to === undefined ? words.since(timeOfDay(from)) : `${timeOfDay(from)} – ${timeOfDay(to)}`
}
