import type { WallMs } from '@sotto/kernel'
import {
  activeAgent,
  audioChannel,
  type Conversation,
  textChannel,
} from '../conversation/conversation.ts'
import type { Person } from '../conversation/people.ts'
import { judgePolicy } from '../policy/judge-policy.ts'
import type { Policy } from '../policy/policy.ts'
import { type Act, judgeRights } from './authority.ts'

/** Why something cannot be done now. The panel chooses the words; log and audit carry the code. */
export type RefusalReason =
  | 'conversation-held'
  | 'conversation-in-transfer'
  | 'conversation-in-conference'
  | 'conversation-ended'
  | 'recording-paused'
  | 'no-agent'
  | 'no-audio-channel'
  | 'no-text-channel'
  | 'whisper-not-supported'
  | 'missing-permission'
  | 'missing-scope'
  | 'missing-licence'
  | 'missing-telephony'
  | 'missing-engagement'
  | 'agent-missing-telephony'
  | 'agent-missing-engagement'
  | 'being-coached'
  | 'conversation-unknown'
  | 'agent-never-monitored'
  | 'customer-never-monitored'
  | 'reveal-forbidden'
  | 'reason-required'

export type Allowed =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      readonly reason: RefusalReason
      /** The permission or licence that is missing, when one is. */
      readonly missing?: string
      /** Who coaches this agent, and since when; with `being-coached`. */
      readonly by?: string
      readonly since?: WallMs
      /** Where a policy refuses: what its administrator wrote for this. */
      readonly words?: string
    }

/** Somebody else who speaks to the agent now. `by` is a name, or what stands for one. */
export interface CoachInPlace {
  readonly by: string
  readonly since: WallMs
}

/** What this person may do in this conversation now: computed once, enforced by the server, rendered by the panel. */
export interface AllowedActions {
  readonly monitor: Allowed
  readonly coach: Allowed
  readonly barge: Allowed
  readonly whisperText: Allowed
}

const yes: Allowed = { allowed: true }

function no(reason: RefusalReason, missing?: string): Allowed {
  return missing === undefined ? { allowed: false, reason } : { allowed: false, reason, missing }
}

/** The first refusal, or yes. */
function firstRefusal(...checks: readonly (Allowed | undefined)[]): Allowed {
  return checks.find((check) => check !== undefined && !check.allowed) ?? yes
}

/** Whose queue it is has been asked before: here is only what is there to be seen. */
function byRight(person: Person, act: Act): Allowed {
  const verdict = judgeRights(person, act)
  return verdict.kind === 'refused' ? no(verdict.reason, verdict.missing) : yes
}

/** What an administrator has forbidden to everybody. */
function byPolicy(conversation: Conversation, policy: Policy | undefined, act: Act): Allowed {
  if (policy === undefined) return yes
  const verdict = judgePolicy(act, policy, conversation)
  if (verdict.kind === 'allowed') return yes
  const { reason, words } = verdict
  return { allowed: false, reason, ...(words === undefined ? {} : { words }) }
}

function speakingPhase(conversation: Conversation): Allowed {
  switch (conversation.phase) {
    case 'active':
      return yes
    case 'held':
      return no('conversation-held')
    case 'in-transfer':
      return no('conversation-in-transfer')
    case 'conference':
      return no('conversation-in-conference')
    case 'ended':
      return no('conversation-ended')
  }
}

function notEnded(conversation: Conversation): Allowed {
  return conversation.phase === 'ended' ? no('conversation-ended') : yes
}

function notPaused(conversation: Conversation): Allowed {
  return conversation.recording.state === 'paused' ? no('recording-paused') : yes
}

function voiceTarget(conversation: Conversation): Allowed {
  if (conversation.media !== 'voice') return no('no-audio-channel')
  const agent = activeAgent(conversation)
  if (agent === undefined) return no('no-agent')
  return audioChannel(agent) === undefined ? no('no-audio-channel') : yes
}

function voiceWhisperTarget(conversation: Conversation): Allowed {
  const agent = activeAgent(conversation)
  if (agent !== undefined && !agent.telephony) return no('agent-missing-telephony', 'telephony')
  const channel = agent && audioChannel(agent)
  return channel !== undefined && !channel.whisperSupported ? no('whisper-not-supported') : yes
}

function textTarget(conversation: Conversation): Allowed {
  const agent = activeAgent(conversation)
  if (agent === undefined) return no('no-agent')
  if (!agent.engagement) return no('agent-missing-engagement', 'engagement')
  const channel = textChannel(agent)
  if (channel === undefined) return no('no-text-channel')
  return channel.whisperSupported ? yes : no('whisper-not-supported')
}

/**
 * What `person` may do in `conversation` (W4, W9, W13, B16). An unknown conversation allows nothing.
 * The agent's licence is read from the participant, the supervisor's from the person. `coach` is somebody else who coaches this
 * agent now: nobody speaks beside them, text stays open (W8). `policy` is the one in force in the conversation's queue.
 */
export function allowedActions(
  conversation: Conversation | undefined,
  person: Person,
  coach?: CoachInPlace,
  policy?: Policy,
): AllowedActions {
  if (conversation === undefined) {
    const unknown = no('conversation-unknown')
    return { monitor: unknown, coach: unknown, barge: unknown, whisperText: unknown }
  }
  const ended = notEnded(conversation)
  const voice = firstRefusal(ended, voiceTarget(conversation), notPaused(conversation))
  const speaking = firstRefusal(voice, speakingPhase(conversation))
  const oneCoach: Allowed =
    coach === undefined ? yes : { allowed: false, reason: 'being-coached', ...coach }
  return {
    monitor: firstRefusal(
      byRight(person, 'monitor'),
      byPolicy(conversation, policy, 'monitor'),
      voice,
    ),
    coach: firstRefusal(
      byRight(person, 'coach'),
      byPolicy(conversation, policy, 'coach'),
      speaking,
      voiceWhisperTarget(conversation),
      oneCoach,
    ),
    barge: firstRefusal(
      byRight(person, 'barge'),
      byPolicy(conversation, policy, 'barge'),
      speaking,
      oneCoach,
    ),
    whisperText: firstRefusal(
      byRight(person, 'whisper-text'),
      ended,
      notPaused(conversation),
      textTarget(conversation),
    ),
  }
}
