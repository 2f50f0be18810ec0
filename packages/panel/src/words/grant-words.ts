/** What somebody with the keys has to grant, in words, for whoever meets a refusal that no waiting will end (W13). */
import type { RefusalReason } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import { inLanguage } from './in-language.ts'
import { permissionNames } from './permission-names.ts'
import { explainRefusal } from './reason-words.ts'

export const english = {
  theAgent: 'the agent',
  permission: (name: string) =>
    `Ask an administrator for the permission “${name}”, then sign in again.`,
  scope: 'Sign in again: this sign-in does not cover it.',
  licence: 'Ask an administrator for a licence of CX2 or CX3.',
  telephony:
    'Ask an administrator to add telephony to your licence: speaking needs it on both sides.',
  engagement:
    'Ask an administrator to add digital engagement to your licence: whispering in writing needs it on both sides.',
  agentTelephony: (agent: string) =>
    `Ask an administrator to add telephony to the licence of ${agent}: speaking needs it on both sides.`,
  agentEngagement: (agent: string) =>
    `Ask an administrator to add digital engagement to the licence of ${agent}: whispering in writing needs it on both sides.`,
  phone: (agent: string) =>
    `Ask an administrator to give ${agent} a phone for which whispering is switched on.`,
  desk: (agent: string) => `Ask an administrator to switch whispering on for the desk of ${agent}.`,
  textDesk: (agent: string) =>
    `Ask an administrator to give ${agent} a desk that takes text beside a conversation.`,
}

const words = inLanguage('grant-words', english)

const nameOfPermission: Readonly<Record<string, string>> = permissionNames

/** By what was to be whispered. */
export type WhisperWay = 'voice' | 'text'

export interface GrantContext {
  readonly way: WhisperWay
  readonly agentName: string | undefined
}

export interface RefusalForGrant {
  readonly reason: RefusalReason
  readonly missing?: string | undefined
  readonly words?: string | undefined
}

/** Undefined where nothing has to be granted: it passes by itself, or it is somebody else's turn. */
export function grantWords(
  { missing, reason }: RefusalForGrant,
  { agentName, way }: GrantContext,
): string | undefined {
  const agent = agentName ?? words.theAgent
  switch (reason) {
    case 'missing-permission': {
      const name = nameOfPermission[missing ?? ''] ?? missing
      return name === undefined ? undefined : words.permission(name)
    }
    case 'missing-scope':
      return words.scope
    case 'missing-licence':
      return words.licence
    case 'missing-telephony':
      return words.telephony
    case 'missing-engagement':
      return words.engagement
    case 'agent-missing-telephony':
      return words.agentTelephony(agent)
    case 'agent-missing-engagement':
      return words.agentEngagement(agent)
    case 'whisper-not-supported':
      return way === 'voice' ? words.phone(agent) : words.desk(agent)
    case 'no-text-channel':
      return words.textDesk(agent)
    case 'conversation-held':
    case 'conversation-in-transfer':
    case 'conversation-in-conference':
    case 'conversation-ended':
    case 'recording-paused':
    case 'no-agent':
    case 'no-audio-channel':
    case 'being-coached':
    case 'conversation-unknown':
    case 'agent-never-monitored':
    case 'customer-never-monitored':
    case 'reveal-forbidden':
    case 'reason-required':
      return undefined
    default:
      return assertNever(reason)
  }
}

/** The refusal and, where there is one, the way out of it. */
export function explainWithGrant(refusal: RefusalForGrant, context: GrantContext): string {
  const why = explainRefusal(refusal.reason, refusal.missing, refusal.words)
  const grant = grantWords(refusal, context)
  return grant === undefined ? why : `${why} ${grant}`
}
