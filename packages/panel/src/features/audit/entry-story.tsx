/** The whole story of one line, text or conversation, from its beginning; beside the list. */
import type { AuditEntryView } from '@sotto/protocol'
import { useEffect, useRef } from 'react'
import type { OpenStory } from '../../model/audit/entry-list.ts'
import {
  actWords,
  auditEvidenceWords,
  customerWords,
  entryWords,
  personWords,
  placeWords,
} from '../../words/audit-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { dayAndSecond, timeOfDay } from '../../words/time-words.ts'
import styles from './audit.module.css'

export interface EntryStoryProps {
  readonly story: OpenStory
  readonly onClose: () => void
  readonly onRetry: () => void
}

export function EntryStory({ onClose, onRetry, story }: EntryStoryProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <aside
      aria-label="The whole story"
      className={styles.aside}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose()
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {story.of === 'controls' ? 'This line or text' : 'This conversation'}
      </h2>
      <p className={styles.id}>{story.id}</p>
      <button className={styles.button} onClick={onClose} type="button">
        Close
      </button>
      <StoryBody onRetry={onRetry} story={story} />
    </aside>
  )
}

function StoryBody({ onRetry, story }: Pick<EntryStoryProps, 'onRetry' | 'story'>) {
  switch (story.kind) {
    case 'reading':
      return <p role="status">{entryWords.loading}</p>
    case 'failed':
      return (
        <p className={styles.failure} role="alert">
          {`It could not be read: ${failureWords(story.failure)} `}
          <button className={styles.button} onClick={onRetry} type="button">
            Try again
          </button>
        </p>
      )
    case 'told':
      return (
        <>
          <ol className={styles.steps}>
            {story.timeline.entries.map((entry) => (
              <Step entry={entry} key={entry.id} />
            ))}
          </ol>
          {story.timeline.cut ? <p>There are more than are shown here: export them.</p> : null}
        </>
      )
  }
}

function Step({ entry }: { readonly entry: AuditEntryView }) {
  return (
    <li>
      <time dateTime={new Date(entry.at).toISOString()}>{dayAndSecond(entry.at)}</time>{' '}
      <strong>{actWords(entry.act)}</strong>
      <dl>
        {detailsOf(entry).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

/** Only what is known. */
function detailsOf(entry: AuditEntryView): readonly (readonly [string, string])[] {
  const { customerCouldHear, from, outcome, reason, subject, to, words } = entry
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['By', personWords(entry.supervisor, entry.erased)],
    ['To', entry.agent && personWords(entry.agent, entry.erased)],
    ['Handed to', entry.toSupervisor && personWords(entry.toSupervisor, entry.erased)],
    ['Customer', customerCouldHear === undefined ? undefined : customerWords(customerCouldHear)],
    ['Known by', auditEvidenceWords(entry.evidence)],
    ['From', from === undefined ? undefined : timeOfDay(from)],
    ['Until', to === undefined ? undefined : timeOfDay(to)],
    ['Outcome', outcome],
    ['Reason', reason],
    ['About', subject],
    ['In their words', words],
    ['Policy version', entry.policyVersion?.toString()],
    ['At the platform', entry.platformControlId ?? entry.platformCoachingId],
    ['Segment', entry.segmentId],
    ['In the tree', placeWords(entry)],
  ]
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}
