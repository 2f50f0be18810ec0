import type { ControlView } from '@sotto/protocol'
import type { Sending } from '../../model/whispers/whispers.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import { WhisperComposer } from '../whisper/whisper-composer.tsx'
import { WhisperItem } from '../whisper/whisper-item.tsx'
import { WhisperWarning } from '../whisper/whisper-warning.tsx'
import styles from './parts.module.css'
import { longName, sampleControl, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const id = 'conversation-1'
const seenAt = sampleNow - 8_000
const answeredAt = sampleNow - 4_000

const whispers: readonly Partial<ControlView>[] = [
  { state: 'held-back', at: undefined, heldSince: seenAt },
  { state: 'submitted', at: undefined },
  { state: 'queued' },
  { state: 'executing' },
  { state: 'pending-delivery', offers: ['retry'] },
  { state: 'completed' },
  { state: 'completed', seenAt },
  { state: 'completed', seenAt, answer: 'got-it', answeredAt },
  { state: 'completed', seenAt, answer: 'not-now', answeredAt },
  { state: 'completed', seenAt, answer: 'need-you', answeredAt },
  { state: 'cancelling' },
  { state: 'cancelled', reason: 'conversation-held', offers: ['retry'] },
  { state: 'expired', offers: ['retry'] },
  { state: 'failed', reason: 'agent-left', offers: ['retry'] },
  { state: 'refused', reason: 'whisper-not-supported' },
  { state: 'completed', text: longName.replaceAll(' ', '').repeat(2) },
]

const allowed = { allowed: true } as const
const unreachable: Sending = { state: 'failed', failure: { kind: 'unreachable' } }

export function WhisperParts() {
  return (
    <PartGroup heading={partsScreen.whispersInWriting}>
      <Specimen name={partsScreen.theLifeOfAText}>
        <ul className={styles.bare}>
          {whispers.map((over, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <WhisperItem key={index} whisper={sampleControl(over)} />
          ))}
        </ul>
      </Specimen>
      <Specimen name={partsScreen.toBeWritten}>
        <WhisperComposer
          agentName="Ana Silva"
          allowed={allowed}
          conversationId={id}
          doubt={undefined}
        />
      </Specimen>
      <Specimen
        moment={{ draft: 'Offer the refund.', sending: unreachable }}
        name={partsScreen.notSent}
      >
        <WhisperComposer
          agentName="Ana Silva"
          allowed={allowed}
          conversationId={id}
          doubt={undefined}
        />
      </Specimen>
      <Specimen
        moment={{ draft: 'Offer the refund.', sending: { state: 'sending' } }}
        name={partsScreen.going}
      >
        <WhisperComposer
          agentName="Ana Silva"
          allowed={allowed}
          conversationId={id}
          doubt={undefined}
        />
      </Specimen>
      <Specimen moment={{ draft: 'Offer the refund.' }} name={partsScreen.offlineItCanBeWritten}>
        <WhisperComposer
          agentName="Ana Silva"
          allowed={allowed}
          conversationId={id}
          doubt="connection-stale"
        />
      </Specimen>
      <Specimen moment={{ draft: 'refund? '.repeat(130) }} name={partsScreen.tooLong}>
        <WhisperComposer
          agentName="Ana Silva"
          allowed={allowed}
          conversationId={id}
          doubt={undefined}
        />
      </Specimen>
      <Specimen name={partsScreen.refused}>
        <WhisperComposer
          agentName="Ana Silva"
          allowed={{ allowed: false, reason: 'whisper-not-supported' }}
          conversationId={id}
          doubt={undefined}
        />
      </Specimen>
      <Specimen name={partsScreen.personalDataInIt}>
        <WhisperWarning found={[{ kind: 'card', label: partsScreen.card1111, mayBeSent: false }]} />
      </Specimen>
    </PartGroup>
  )
}
