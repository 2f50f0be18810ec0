import { partsScreen } from '../../words/screens/parts.ts'
import { ConversationHeader } from '../conversation/conversation-header.tsx'
import { AwaitedConversation, GoneConversation } from '../conversation/no-conversation.tsx'
import { longName, openLink, rightToLeftName, sampleDetail, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const customer = { id: 'participant-1', purpose: 'customer', connected: true } as const

export function PageParts() {
  return (
    <PartGroup heading={partsScreen.conversations}>
      <Specimen isWide moment={{ changes: [openLink] }} name={partsScreen.upToDate}>
        <ConversationHeader detail={sampleDetail()} />
      </Specimen>
      <Specimen isWide name={partsScreen.staleAndRecordingPaused}>
        <ConversationHeader detail={sampleDetail({ recording: 'paused' })} />
      </Specimen>
      <Specimen isWide moment={{ changes: [openLink] }} name={partsScreen.namesOf200Characters}>
        <ConversationHeader
          detail={sampleDetail({
            agentName: longName,
            queueName: longName.replaceAll(' ', ''),
            participants: [{ ...customer, name: longName }],
          })}
        />
      </Specimen>
      <Specimen isWide moment={{ changes: [openLink] }} name={partsScreen.namesFromRightToLeft}>
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
      <Specimen name={partsScreen.over}>
        <GoneConversation conversationId="conversation-1" wasSeen />
      </Specimen>
      <Specimen name={partsScreen.notThereOrNotYours}>
        <GoneConversation conversationId="conversation-1" wasSeen={false} />
      </Specimen>
      <Specimen name={partsScreen.onItsWay}>
        <AwaitedConversation agentName="Ana Silva" />
      </Specimen>
    </PartGroup>
  )
}
