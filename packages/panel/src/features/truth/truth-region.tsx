/** "Who hears you now": the server's word, never the pressed button's. */
import type { TruthLine } from '@sotto/domain'
import type { Ref } from 'react'
import { EarIcon, NoEarIcon, QuestionIcon, WaitIcon } from '../../components/icons.tsx'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { type TruthSentence, truthSentences } from '../../words/truth-words.ts'
import styles from './truth.module.css'

export interface TruthRegionProps {
  readonly regionRef?: Ref<HTMLElement>
  readonly truth: TruthLine
  readonly doubt: Doubt | undefined
  /** The platform pauses recording in this conversation. */
  readonly isPaused: boolean
}

const pauseWords =
  'Secure pause: the platform has paused recording. You hear nothing, and nothing of yours is sent, by voice or in writing, until it goes on.'

const doubtWords = {
  'connection-stale':
    'The connection to our server is not fresh, so nothing here is certain. Your microphone is cut.',
  'platform-interrupted':
    'The platform sends no events at the moment, so nothing here is certain. Your microphone is cut.',
} as const satisfies Record<Doubt, string>

export function TruthRegion({ truth, doubt, isPaused, regionRef }: TruthRegionProps) {
  const lines = truthSentences(truth)
  return (
    <section aria-label="Who hears you now" className={styles.region} ref={regionRef}>
      <h2 className={styles.heading}>Who hears you now</h2>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <TruthItem key={line.subject} line={line} />
        ))}
      </ul>
      {doubt === undefined ? null : <p className={styles.doubt}>{doubtWords[doubt]}</p>}
      {isPaused ? (
        <p className={styles.pause} role="status">
          {pauseWords}
        </p>
      ) : null}
    </section>
  )
}

/** One line. Its text is fixed to the letter (`truthText`); spans only give it columns. */
function TruthItem({ line }: { readonly line: TruthSentence }) {
  return (
    <li
      className={styles.line}
      data-hears={line.hears}
      data-kind={line.kind}
      data-subject={line.subject}
    >
      <TruthIcon line={line} />
      <span className={styles.words}>
        <span className={styles.who}>{line.who}: </span>
        <span className={styles.claim}>{line.claim}</span>
        <span className={styles.dot}> · </span>
        <span className={styles.certainty}>{line.certainty}</span>
      </span>
    </li>
  )
}

function TruthIcon({ line }: { readonly line: TruthSentence }) {
  if (line.kind === 'unknown') return <QuestionIcon />
  if (line.kind === 'pending') return <WaitIcon />
  return line.hears ? <EarIcon /> : <NoEarIcon />
}
