/**
 * What a policy forbids although the person has every right, and what it asks for first.
 *
 *   agent on the list ──► refused       reveal, and not allowed ──► refused
 *   customer on the list ──► refused    no reason, and one is required ──► refused until there is one
 */
import type { Act } from '../actions/authority.ts'
import type { Conversation, Participant } from '../conversation/conversation.ts'
import { type Policy, type SupervisedMode, supervisedModes } from './policy.ts'

export type PolicyReason =
  | 'agent-never-monitored'
  | 'customer-never-monitored'
  | 'reveal-forbidden'
  | 'reason-required'

export type PolicyVerdict =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused'
      readonly reason: PolicyReason
      /** The administrator's own words, where there are any. */
      readonly words?: string
    }

/** Whom an act is about. Absent: nobody knows, so nobody can be found on a list. */
export type PolicySubject = Pick<Conversation, 'participants'>

const allowed: PolicyVerdict = { kind: 'allowed' }

export function judgePolicy(
  act: Act,
  policy: Policy,
  subject: PolicySubject | undefined,
): PolicyVerdict {
  switch (act) {
    case 'monitor':
    case 'coach':
    case 'barge':
      return judgeSubject(policy, subject?.participants.filter(isThere))
    // What was said stays said when they have left.
    case 'read-transcript':
      return judgeSubject(policy, subject?.participants)
    case 'reveal-sensitive': {
      const verdict = judgeSubject(policy, subject?.participants)
      if (verdict.kind === 'refused' || policy.revealAllowed) return verdict
      return refused('reveal-forbidden', policy.explanation)
    }
    // Neither lets anybody hear or read what is said.
    case 'view':
    case 'whisper-text':
    case 'read-coaching':
    case 'write-coaching':
    case 'coach-live-session':
    case 'answer-whisper':
    case 'manage-policies':
    case 'manage-sign-ins':
    case 'erase-person':
      return allowed
  }
}

function isThere({ connection }: Participant): boolean {
  return connection !== 'disconnected'
}

function judgeSubject(policy: Policy, participants: readonly Participant[] = []): PolicyVerdict {
  for (const participant of participants) {
    const { purpose, userId } = participant
    const agent = policy.protectedAgents.find((one) => purpose === 'agent' && one.userId === userId)
    if (agent !== undefined)
      return refused('agent-never-monitored', agent.why ?? policy.explanation)
    const customer = policy.protectedCustomers.find(
      (one) => purpose === 'customer' && isCalled(participant, one.customer),
    )
    if (customer !== undefined)
      return refused('customer-never-monitored', customer.why ?? policy.explanation)
  }
  return allowed
}

function isCalled({ name, id, userId }: Participant, listed: string): boolean {
  const wanted = comparable(listed)
  return wanted !== '' && [name, id, userId ?? ''].some((one) => comparable(one) === wanted)
}

/** However it was typed: letters' case, spaces and the marks in a telephone number do not matter. */
function comparable(text: string): string {
  const folded = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  return /^\+?[\d\s()./-]{5,}$/.test(folded) ? folded.replace(/[^+\d]/g, '') : folded
}

function refused(reason: PolicyReason, words: string | undefined): PolicyVerdict {
  return { kind: 'refused', reason, ...(words === undefined ? {} : { words }) }
}

/** What a tab has running in the conversation already: for that its reason has been asked before. */
export interface RunningModes {
  readonly listening: boolean
  readonly speaking: 'coach' | 'barge' | undefined
}

/** Coaching and barging in listen, too, so what listening asks for they ask for as well. */
export function modesThatNeedReason(
  policy: Pick<Policy, 'reasonRequired'>,
  running: RunningModes,
): readonly SupervisedMode[] {
  const listens = policy.reasonRequired.monitor && !running.listening
  return supervisedModes.filter((mode) => {
    if (mode === 'monitor') return listens
    return listens || (policy.reasonRequired[mode] && running.speaking !== mode)
  })
}

/** Whether a change to this mode may go on with the reason that was given. */
export function judgeReason(
  mode: SupervisedMode,
  policy: Policy,
  running: RunningModes,
  given: string | undefined,
): PolicyVerdict {
  const isEnough = given !== undefined || !modesThatNeedReason(policy, running).includes(mode)
  return isEnough ? allowed : refused('reason-required', policy.explanation)
}
