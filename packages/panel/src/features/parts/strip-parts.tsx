import type { AgentSettings, AgentStrip } from '@sotto/protocol'
import { partsScreen } from '../../words/screens/parts.ts'
import { CoachedBanner } from '../agent-strip/coached-banner.tsx'
import { OwnChoices } from '../agent-strip/own-choices.tsx'
import { QuietChoice } from '../agent-strip/quiet-choice.tsx'
import { StripConversations } from '../agent-strip/strip-conversations.tsx'
import { WhisperList } from '../agent-strip/whisper-list.tsx'
import styles from './parts.module.css'
import { longName, sampleId, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const settings: AgentSettings = { sound: true, volume: 50, keys: {} }
const noTexts: AgentSettings = {
  ...settings,
  quiet: { kind: 'hand', since: sampleNow - 60_000, until: sampleNow + 7_200_000 },
}
const sentAt = sampleNow - 42_000
const from = 'Maria Bell'

const nothingYet: AgentStrip = { settings, conversations: [], whispers: [] }
const full: AgentStrip = {
  settings,
  conversations: [
    {
      id: sampleId,
      media: 'voice',
      phase: 'active',
      startedAt: sampleNow - 252_000,
      customerName: 'Dana Whitfield',
      queueName: 'Billing',
      coached: { state: 'known', by: [{ name: from, how: 'coach' }] },
    },
    {
      id: 'conversation-2',
      media: 'chat',
      phase: 'active',
      startedAt: sampleNow - 90_000,
      customerName: longName,
      queueName: 'Billing',
      coached: { state: 'known', by: [] },
    },
  ],
  whispers: [
    { id: 'whisper-3', conversationId: sampleId, from, text: 'Offer the refund.', sentAt },
    {
      id: 'whisper-2',
      conversationId: sampleId,
      from,
      text: 'Ask for the order number.',
      sentAt: sentAt - 20_000,
      seenAt: sentAt - 18_000,
    },
    {
      id: 'whisper-1',
      conversationId: 'conversation-2',
      from: longName,
      text: longName,
      sentAt: sentAt - 60_000,
      seenAt: sentAt - 58_000,
      reply: 'got-it',
      repliedAt: sentAt - 55_000,
    },
  ],
}

const coached = (how: 'monitor' | 'coach' | 'barge'): AgentStrip['conversations'] =>
  full.conversations.slice(0, 1).map((conversation) => ({
    ...conversation,
    coached: { state: 'known', by: [{ name: from, how }] },
  }))

const banners = [
  [partsScreen.monitor, coached('monitor'), false],
  [partsScreen.coach, coached('coach'), false],
  [partsScreen.bargeIn, coached('barge'), false],
  [partsScreen.whoHearsIsUnknown, coached('coach'), true],
] as const

/** What an agent has before them, in the states it can be in. */
export function StripParts() {
  return (
    <PartGroup heading={partsScreen.agentsStrip}>
      {[
        [partsScreen.nothingYet, nothingYet, false] as const,
        [partsScreen.full, full, false] as const,
        [partsScreen.stale, full, true] as const,
      ].map(([name, strip, isDoubtful]) => (
        <Specimen key={name} name={name}>
          <div className={styles.column}>
            <StripConversations conversations={strip.conversations} isDoubtful={isDoubtful} />
            <WhisperList isDoubtful={isDoubtful} strip={strip} />
          </div>
        </Specimen>
      ))}
      {banners.map(([name, conversations, isDoubtful]) => (
        <Specimen key={name} name={partsScreen.agentIsTold(name)}>
          <CoachedBanner conversations={conversations} isDoubtful={isDoubtful} />
        </Specimen>
      ))}
      <Specimen name={partsScreen.textsAreTaken}>
        <QuietChoice conversations={full.conversations} settings={settings} />
      </Specimen>
      <Specimen name={partsScreen.noTextsNow}>
        <QuietChoice conversations={full.conversations} settings={noTexts} />
      </Specimen>
      <Specimen name={partsScreen.soundAndKeys}>
        <OwnChoices settings={settings} />
      </Specimen>
    </PartGroup>
  )
}
