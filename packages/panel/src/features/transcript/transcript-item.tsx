import type { ControlView, ConversationDetail, TranscriptLine } from '@sotto/protocol'
import { memo, useCallback } from 'react'
import type { TranscriptRow } from '../../model/transcript/arrange-rows.ts'
import { transcriptScreen } from '../../words/screens/transcript.ts'
import { duration } from '../../words/time-words.ts'
import { cutWords, speakerWords, whisperMark } from '../../words/transcript-words.ts'
import { type AskToReveal, OpenableMask } from './openable-mask.tsx'
import { RedactedLine } from './redacted-line.tsx'
import styles from './transcript.module.css'

export interface TranscriptItemProps {
  readonly row: TranscriptRow
  readonly participants: ConversationDetail['participants']
  readonly onReveal: AskToReveal | undefined
}

export const TranscriptItem = memo(function TranscriptItem({
  row,
  participants,
  onReveal,
}: TranscriptItemProps) {
  switch (row.type) {
    case 'pause':
      return <p className={styles.gap}>{pauseText(row.fromMs, row.toMs)}</p>
    case 'whispers':
      return <Whispers whispers={row.whispers} />
    case 'line':
      return (
        <>
          <Line line={row.line} onReveal={onReveal} participants={participants} />
          <Whispers whispers={row.whispers} />
        </>
      )
  }
})

function pauseText(fromMs: number, toMs: number | undefined): string {
  const until = toMs === undefined ? '' : ` – ${duration(toMs)}`
  return transcriptScreen.recordingPausedNothingOfIt(duration(fromMs), until)
}

function Line({
  line,
  onReveal,
  participants,
}: {
  readonly line: TranscriptLine
  readonly onReveal: AskToReveal | undefined
  readonly participants: ConversationDetail['participants']
}) {
  const openable = useCallback(
    (span: number, words: string) =>
      onReveal && <OpenableMask line={line} onAsk={onReveal} span={span} words={words} />,
    [line, onReveal],
  )
  const name = agentName(line, participants)
  return (
    <div className={styles.line} data-purpose={line.purpose}>
      <span className={styles.time} data-tabular>
        {duration(line.startMs)}
      </span>
      <span className={styles.speaker}>
        {speakerWords[line.purpose]}
        {name === undefined ? null : <span className={styles.name}> {name}</span>}
      </span>
      <div className={styles.said}>
        <RedactedLine openable={openable} text={line.text} />
        {line.cut === undefined ? null : <span className={styles.cut}>{cutWords[line.cut]}</span>}
      </div>
    </div>
  )
}

/** Said only where it tells two agents apart. */
function agentName(
  { participantId, purpose }: TranscriptLine,
  participants: ConversationDetail['participants'],
): string | undefined {
  if (purpose !== 'agent') return undefined
  const agents = participants.filter((one) => one.purpose === 'agent')
  return agents.length < 2 ? undefined : agents.find(({ id }) => id === participantId)?.name
}

function Whispers({ whispers }: { readonly whispers: readonly ControlView[] }) {
  return whispers.map((whisper) => (
    <p className={styles.whisper} key={whisper.id}>
      <span aria-hidden="true">↳ </span>
      <span className={styles.whisperTo}>{transcriptScreen.youToTheAgentOnly} </span>
      <bdi className={styles.whisperText} dir="auto">
        {whisper.text}
      </bdi>{' '}
      <WhisperMark whisper={whisper} />
    </p>
  ))
}

/** A mark here, the words in the list of whispers below: said twice on one page they would be read as two whispers. */
function WhisperMark({ whisper }: { readonly whisper: ControlView }) {
  const { mark, words } = whisperMark(whisper)
  return (
    <span aria-label={words} className={styles.whisperMark} role="img" title={words}>
      {mark}
    </span>
  )
}
