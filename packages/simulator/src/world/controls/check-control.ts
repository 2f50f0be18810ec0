/** Whether the platform takes a control: every refusal of `POST …/control` but those of token and permission. */
import { assertNever, err, ok, type Result } from '@sotto/kernel'
import { badRequest, conflict, missingRight, type Refusal } from '../../api/refusal.ts'
import { connectedAgents } from '../conversations/participants.ts'
import type {
  ControlType,
  Conversation,
  ConversationState,
  Participant,
  Person,
} from '../shapes.ts'

export interface ControlRequest {
  readonly controlType: ControlType
  readonly mediaType: 'AUDIO' | 'TEXT'
  /** Exactly one of the two targets. */
  readonly targetUserId?: string | undefined
  readonly targetParticipantId?: string | undefined
  readonly audioMixLevel?: number | undefined
  readonly text?: string | undefined
  readonly metadata?: unknown
}

const longestText = 1_000

/** The participant the control is for, or why it is refused. Target and state are read from `conversation`. */
export function checkControl(
  conversation: Conversation,
  supervisor: Person,
  request: ControlRequest,
): Result<Participant, Refusal> {
  const malformed = checkForm(request)
  if (malformed !== undefined) return err(malformed)
  const licence = neededLicence(request)
  if (licence !== undefined && !supervisor[licence]) return err(missingRight('licence', licence))
  if (!isAccepted(request, conversation.state))
    return err(
      conflict(
        'conversation.not.active',
        `The conversation is ${conversation.state}: this control is not taken now.`,
      ),
    )
  return checkTarget(conversation, request, licence)
}

function checkForm(request: ControlRequest): Refusal | undefined {
  const { controlType, mediaType, audioMixLevel, text } = request
  if ((request.targetUserId === undefined) === (request.targetParticipantId === undefined))
    return badRequest('targetUserId', 'Exactly one of targetUserId and targetParticipantId.')
  if (controlType !== 'WHISPER' && mediaType !== 'AUDIO')
    return badRequest('mediaType', `${controlType} is AUDIO only.`)
  if (audioMixLevel !== undefined && !(audioMixLevel >= 0 && audioMixLevel <= 1))
    return badRequest('audioMixLevel', 'A number from 0 to 1.0.')
  if (mediaType === 'AUDIO') return undefined
  const codePoints = text === undefined ? 0 : [...text].length
  return codePoints >= 1 && codePoints <= longestText
    ? undefined
    : badRequest('text', `A text of 1 to ${longestText} characters.`)
}

/** Listening and barging in need no licence of their own; a whisper needs the medium's, on both sides. */
function neededLicence({
  controlType,
  mediaType,
}: ControlRequest): 'telephony' | 'engagement' | undefined {
  if (controlType !== 'WHISPER') return undefined
  return mediaType === 'AUDIO' ? 'telephony' : 'engagement'
}

function isAccepted(request: ControlRequest, state: ConversationState): boolean {
  switch (state) {
    case 'ACTIVE':
      return true
    case 'HOLD':
    case 'IN_TRANSFER':
    case 'CONFERENCE':
      return request.controlType === 'MONITOR' || request.mediaType === 'TEXT'
    case 'ENDED':
    case 'WRAPPED_UP':
    case 'COMPLETED':
      return false
    default:
      return assertNever(state)
  }
}

function checkTarget(
  conversation: Conversation,
  request: ControlRequest,
  licence: 'telephony' | 'engagement' | undefined,
): Result<Participant, Refusal> {
  const field = request.targetUserId === undefined ? 'targetParticipantId' : 'targetUserId'
  const target = connectedAgents(conversation).find(
    ({ userId, participantId }) =>
      userId === request.targetUserId || participantId === request.targetParticipantId,
  )
  if (target === undefined)
    return err(badRequest(field, 'No agent of this conversation is connected under this id.'))
  const channel = target.mediaChannels.find(
    ({ mediaType, state }) => mediaType === request.mediaType && state === 'ACTIVE',
  )
  if (channel === undefined)
    return err(badRequest('mediaType', `The agent has no active ${request.mediaType} channel.`))
  if (request.controlType === 'WHISPER' && !channel.whisperSupported)
    return err(badRequest('mediaType', "The agent's channel does not support whispers."))
  if (licence !== undefined && !target[licence]) return err(missingRight('licence', licence))
  return ok(target)
}
