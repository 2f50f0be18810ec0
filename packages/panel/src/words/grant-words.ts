/** What somebody with the keys has to grant, in words, for whoever meets a refusal that no waiting will end (W13). */
import type { RefusalReason } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import { permissionNames } from './permission-names.ts'
import { explainRefusal } from './reason-words.ts'

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
  const agent = agentName ?? 'the agent'
  switch (reason) {
    case 'missing-permission': {
      const name = nameOfPermission[missing ?? ''] ?? missing
      return name === undefined
        ? undefined
        : `Ask an administrator for the permission “${name}”, then sign in again.`
    }
    case 'missing-scope':
      return 'Sign in again: this sign-in does not cover it.'
    case 'missing-licence':
      return 'Ask an administrator for a licence of CX2 or CX3.'
    case 'missing-telephony':
      return 'Ask an administrator to add telephony to your licence: speaking needs it on both sides.'
    case 'missing-engagement':
      return 'Ask an administrator to add digital engagement to your licence: whispering in writing needs it on both sides.'
    case 'agent-missing-telephony':
      return `Ask an administrator to add telephony to the licence of ${agent}: speaking needs it on both sides.`
    case 'agent-missing-engagement':
      return `Ask an administrator to add digital engagement to the licence of ${agent}: whispering in writing needs it on both sides.`
    case 'whisper-not-supported':
      return way === 'voice'
        ? `Ask an administrator to give ${agent} a phone for which whispering is switched on.`
        : `Ask an administrator to switch whispering on for the desk of ${agent}.`
    case 'no-text-channel':
      return `Ask an administrator to give ${agent} a desk that takes text beside a conversation.`
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
