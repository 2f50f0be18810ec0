/** The agent's own page: who listened to me, by day, newest first. */

import type { OwnAudit } from '@sotto/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import shared from '../../components/button.module.css'
import { EarIcon, NoEarIcon } from '../../components/icons.tsx'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import { byDay, createOwnTimes, type OwnTimes } from '../../model/audit/own-times.ts'
import {
  ownHearingWords,
  ownSpanWords,
  ownTimesWords,
  ownTimeWords,
} from '../../words/audit-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { wholeDay } from '../../words/time-words.ts'
import styles from './own-times.module.css'

export function OwnTimesPage() {
  const calls = auditCallsOf(useModel())
  const [own] = useState(() => createOwnTimes({ calls }))
  useEffect(() => void own.open(), [own])
  useEffect(() => {
    document.title = agentStripScreen.sotto(ownTimesWords.heading)
  }, [])
  return <OwnTimesView own={own} />
}

export function OwnTimesView({ own }: { readonly own: OwnTimes }) {
  const { getState, subscribe } = own.state
  const { failure, isLoading, nextCursor, times } = useSyncExternalStore(
    subscribe,
    getState,
    getState,
  )
  const isEmpty = times.length === 0 && nextCursor === undefined && failure === undefined
  return (
    <section aria-label={ownTimesWords.heading} className={styles.page}>
      <h1>{ownTimesWords.heading}</h1>
      <p>{ownTimesWords.explanation}</p>
      {failure === undefined ? null : (
        <Problem
          onRetry={() => void (times.length === 0 ? own.open() : own.more())}
          words={agentStripScreen.itCouldNotBeRead(failureWords(failure))}
        />
      )}
      <p aria-live="polite">
        {isEmpty ? (isLoading ? ownTimesWords.loading : ownTimesWords.none) : ''}
      </p>
      {byDay(times).map((day) => (
        <section aria-label={wholeDay(day.at)} key={day.at}>
          <h2>{wholeDay(day.at)}</h2>
          <ul>
            {day.times.map((time) => (
              <OwnTime key={time.id} time={time} />
            ))}
          </ul>
        </section>
      ))}
      {nextCursor === undefined ? null : (
        <button
          className={shared.button}
          disabled={isLoading}
          onClick={() => void own.more()}
          type="button"
        >
          {commonScreen.showMore}
        </button>
      )}
    </section>
  )
}

function OwnTime({ time }: { readonly time: OwnAudit }) {
  return (
    <li>
      {time.customerCouldHear ? <EarIcon /> : <NoEarIcon />}
      <span>
        <time dateTime={new Date(time.from).toISOString()}>{ownSpanWords(time)}</time>
        <span dir="auto">{ownTimeWords(time)}</span>
        <small>{ownHearingWords(time)}</small>
      </span>
    </li>
  )
}
