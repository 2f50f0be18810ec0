import {
  type TranscriptMessage,
  type TranscriptStatus,
  transcriptMessageSchema,
} from '@sotto/protocol'
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
  ['Full', message({}, lines)],
  ['Nothing said yet', message({})],
  ['On its way', undefined],
  [
    'Pending, the next try in eight seconds',
    message({
      read: { state: 'pending', attempt: 2, attempts: 6, nextAttemptAt: sampleNow + 8_000 },
    }),
  ],
  ['Unavailable', message({ read: { state: 'unavailable' } }, lines)],
  ['Refused', message({ read: { state: 'refused', code: 'missing-permission' } })],
  ['Gone', message({ read: { state: 'gone' } })],
  ['Paused', message({ isPaused: true })],
]

export function TranscriptParts() {
  return (
    <PartGroup heading="Transcript">
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
