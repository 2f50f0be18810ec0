import {
  activeAgent,
  type CancelReason,
  type ControlRecord,
  type Conversation,
  carriesVoice,
} from '@sotto/domain'

/**
 * Why this control may not go on in the conversation as it stands now; undefined when it may (W9, B16).
 *
 * | control        | held, in transfer, conference | recording paused | ended   | its agent gone |
 * | -------------- | ----------------------------- | ---------------- | ------- | -------------- |
 * | whisper, barge | revoked                       | revoked          | revoked | revoked        |
 * | monitor        | goes on                       | revoked          | revoked | revoked        |
 * | text           | goes on                       | revoked          | revoked | revoked        |
 */
export function revocationReason(
  record: Pick<ControlRecord, 'kind' | 'agentUserId'>,
  conversation: Conversation,
): CancelReason | undefined {
  if (conversation.phase === 'ended') return 'conversation-ended'
  if (conversation.recording.state === 'paused') return 'recording-paused'
  const speaks = carriesVoice(record)
  if (speaks && conversation.phase === 'held') return 'conversation-held'
  if (speaks && conversation.phase === 'in-transfer') return 'conversation-in-transfer'
  if (speaks && conversation.phase === 'conference') return 'conversation-in-conference'
  return activeAgent(conversation)?.userId === record.agentUserId ? undefined : 'agent-left'
}
