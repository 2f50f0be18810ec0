/** The whole story of one line, text or conversation, from its beginning; beside the list. */
import type { AuditEntryView } from '@sotto/protocol'
import { useEffect, useRef } from 'react'
import shared from '../../components/button.module.css'
import { Problem } from '../../components/problem.tsx'
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
import { auditScreen } from '../../words/screens/audit.ts'
import { commonScreen } from '../../words/screens/common.ts'
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
      aria-label={auditScreen.theWholeStory}
      className={styles.aside}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose()
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {story.of === 'controls' ? auditScreen.thisLineOrText : auditScreen.thisConversation}
      </h2>
      <p className={styles.id}>{story.id}</p>
      <button className={`${shared.button} ${styles.close}`} onClick={onClose} type="button">
        {auditScreen.close}
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
        <Problem
          onRetry={onRetry}
          words={auditScreen.itCouldNotBeRead(failureWords(story.failure))}
        />
      )
    case 'told':
      return (
        <>
          <ol className={styles.steps}>
            {story.timeline.entries.map((entry) => (
              <Step entry={entry} key={entry.id} />
            ))}
          </ol>
          {story.timeline.cut ? <p>{auditScreen.thereAreMoreThanAre}</p> : null}
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
    [auditScreen.by, personWords(entry.supervisor, entry.erased)],
    [auditScreen.towards, entry.agent && personWords(entry.agent, entry.erased)],
    [auditScreen.handedTo, entry.toSupervisor && personWords(entry.toSupervisor, entry.erased)],
    [
      commonScreen.customer,
      customerCouldHear === undefined ? undefined : customerWords(customerCouldHear),
    ],
    [auditScreen.knownBy, auditEvidenceWords(entry.evidence)],
    [auditScreen.from, from === undefined ? undefined : timeOfDay(from)],
    [auditScreen.until, to === undefined ? undefined : timeOfDay(to)],
    [auditScreen.outcome, outcome],
    [auditScreen.reason, reason],
    [auditScreen.about, subject],
    [auditScreen.inTheirWords, words],
    [auditScreen.policyVersion, entry.policyVersion?.toString()],
    [auditScreen.atThePlatform, entry.platformControlId ?? entry.platformCoachingId],
    [auditScreen.segment, entry.segmentId],
    [auditScreen.inTheTree, placeWords(entry)],
  ]
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}
