import type { TranscriptLine } from '@sotto/protocol'
import { useId } from 'react'
import { speakerWords } from '../../words/transcript-words.ts'
import { RedactedLine } from './redacted-line.tsx'
import styles from './transcript.module.css'

const sides = ['customer', 'agent'] as const

/** What is being said at this moment, in a place of its own that keeps its height: the lines above stay where they are. */
export function BeingSaidNow({
  caption,
  lines,
}: {
  readonly caption: string
  readonly lines: readonly TranscriptLine[]
}) {
  const captionId = useId()
  const others = lines.filter(({ purpose }) => purpose !== 'customer' && purpose !== 'agent')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div aria-labelledby={captionId} className={styles.now} role="group">
      <span className={styles.caption} id={captionId}>
        {caption}
      </span>
      {sides.map((side) => (
        <Side key={side} line={lines.findLast(({ purpose }) => purpose === side)} purpose={side} />
      ))}
      {others.map((line) => (
        <Side key={line.id} line={line} purpose={line.purpose} />
      ))}
    </div>
  )
}

function Side({
  line,
  purpose,
}: {
  readonly line: TranscriptLine | undefined
  readonly purpose: TranscriptLine['purpose']
}) {
  return (
    <div className={styles.side} data-purpose={purpose}>
      <span className={styles.speaker}>{speakerWords[purpose]}</span>
      <div className={styles.tail}>
        {line === undefined ? (
          <span className={styles.quiet}>–</span>
        ) : (
          <RedactedLine text={line.text} />
        )}
      </div>
    </div>
  )
}
