/** "Who hears you now": the server's word, never the pressed button's. */
import type { TruthLine } from '@sotto/domain'
import type { Ref } from 'react'
import { EarIcon, NoEarIcon, QuestionIcon, WaitIcon } from '../../components/icons.tsx'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { truthScreen } from '../../words/screens/truth.ts'
import { type TruthSentence, truthSentences } from '../../words/truth-words.ts'
import styles from './truth.module.css'

export interface TruthRegionProps {
  readonly regionRef?: Ref<HTMLElement>
  readonly truth: TruthLine
  readonly doubt: Doubt | undefined
  /** The platform pauses recording in this conversation. */
  readonly isPaused: boolean
}

const pauseWords = truthScreen.securePauseThePlatformHas

const doubtWords = {
  'connection-stale': truthScreen.theConnectionToOurServer,
  'platform-interrupted': truthScreen.thePlatformSendsNoEvents,
} as const satisfies Record<Doubt, string>

export function TruthRegion({ truth, doubt, isPaused, regionRef }: TruthRegionProps) {
  const lines = truthSentences(truth)
  return (
    <section aria-label={truthScreen.whoHearsYouNow} className={styles.region} ref={regionRef}>
      <h2 className={styles.heading}>{truthScreen.whoHearsYouNow}</h2>
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
