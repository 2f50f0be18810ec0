import {
  type TranscriptMessage,
  type TranscriptStatus,
  transcriptMessageSchema,
} from '@sotto/protocol'
import { partsScreen } from '../../words/screens/parts.ts'
import { TranscriptPanel } from '../transcript/transcript-panel.tsx'
import { openLink, sampleDetail, sampleNow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const calm: TranscriptStatus = {
  read: { state: 'available' },
  isCrossRegion: false,
  isPaused: false,
  pauses: [],
  mayReveal: true,
}

type SaidPiece = string | { readonly label: string }

const said = (
  id: string,
  purpose: 'customer' | 'agent',
  startMs: number,
  ...pieces: SaidPiece[]
) => ({
  id,
  version: 1,
  participantId: purpose === 'customer' ? 'participant-1' : 'participant-2',
  purpose,
  startMs,
  endMs: startMs + 3_000,
  isFinal: true,
  text: {
    pieces: pieces.map((piece, index) =>
      typeof piece === 'string'
        ? { type: 'text', text: piece }
        : { type: 'mask', kind: 'address', label: piece.label, span: index },
    ),
  },
})

const lines = [
  said('l1', 'agent', 2_000, 'Billing, Ana speaking. What can I do for you?'),
  said('l2', 'customer', 6_000, 'I was charged twice. I live at ', { label: '[address]' }, '.'),
  said('l3', 'agent', 12_000, 'Let me look at that.'),
]

/** Read as from the wire: a redacted text is made nowhere else in the panel. */
function message(
  over: Partial<TranscriptStatus>,
  shown: readonly unknown[] = [],
): TranscriptMessage {
  return transcriptMessageSchema.parse({
    type: 'transcript',
    conversationId: 'conversation-1',
    restart: true,
    status: { ...calm, ...over },
    lines: shown,
    gone: [],
  })
}

const states: readonly (readonly [string, TranscriptMessage | undefined])[] = [
  [partsScreen.full, message({}, lines)],
  [partsScreen.nothingSaidYet, message({})],
  [partsScreen.onItsWay, undefined],
  [
    partsScreen.pendingTheNextTryIn,
    message({
      read: { state: 'pending', attempt: 2, attempts: 6, nextAttemptAt: sampleNow + 8_000 },
    }),
  ],
  [partsScreen.unavailable, message({ read: { state: 'unavailable' } }, lines)],
  [partsScreen.refused, message({ read: { state: 'refused', code: 'missing-permission' } })],
  [partsScreen.gone, message({ read: { state: 'gone' } })],
  [partsScreen.paused, message({ isPaused: true })],
]

export function TranscriptParts() {
  return (
    <PartGroup heading={partsScreen.transcript}>
      {states.map(([name, transcript]) => (
        <Specimen
          key={name}
          moment={{ changes: [openLink], ...(transcript === undefined ? {} : { transcript }) }}
          name={name}
        >
          <TranscriptPanel detail={sampleDetail()} />
        </Specimen>
      ))}
    </PartGroup>
  )
}
