import { ConversationHeader } from '../conversation/conversation-header.tsx'
import { AwaitedConversation, GoneConversation } from '../conversation/no-conversation.tsx'
import { longName, openLink, rightToLeftName, sampleDetail, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const customer = { id: 'participant-1', purpose: 'customer', connected: true } as const

export function PageParts() {
  return (
    <PartGroup heading="Conversations">
      <Specimen isWide moment={{ changes: [openLink] }} name="Up to date">
        <ConversationHeader detail={sampleDetail()} />
      </Specimen>
      <Specimen isWide name="Stale, and recording paused">
        <ConversationHeader detail={sampleDetail({ recording: 'paused' })} />
      </Specimen>
      <Specimen isWide moment={{ changes: [openLink] }} name="Names of 200 characters">
        <ConversationHeader
          detail={sampleDetail({
            agentName: longName,
            queueName: longName.replaceAll(' ', ''),
            participants: [{ ...customer, name: longName }],
          })}
        />
      </Specimen>
      <Specimen isWide moment={{ changes: [openLink] }} name="Names from right to left, on hold">
        <ConversationHeader
          detail={sampleDetail({
            agentName: rightToLeftName,
            queueName: 'الفواتير',
            phase: 'held',
            phaseSince: sampleNow - 42_000,
            participants: [{ ...customer, name: rightToLeftName }],
          })}
        />
      </Specimen>
      <Specimen name="Over">
        <GoneConversation conversationId="conversation-1" wasSeen />
      </Specimen>
      <Specimen name="Not there, or not yours">
        <GoneConversation conversationId="conversation-1" wasSeen={false} />
      </Specimen>
      <Specimen name="On its way">
        <AwaitedConversation agentName="Ana Silva" />
      </Specimen>
    </PartGroup>
  )
}
