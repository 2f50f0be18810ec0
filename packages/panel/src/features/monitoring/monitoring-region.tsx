/** While nobody can be coached: why, who is in the call, who talks, how long it was held. Calm, and gone by itself (W11). */
import { assertNever } from '@sotto/kernel'
import type { ConversationDetail } from '@sotto/protocol'
import { useState } from 'react'
import { useServerNow } from '../../hooks/use-server-now.ts'
import {
  isNews,
  type MonitoringMemory,
  type MonitoringView,
  monitoringView,
  nothingRemembered,
  rememberMonitoring,
} from '../../model/monitoring/monitoring-view.ts'
import {
  backAgain,
  holdWords,
  meanwhileWords,
  monitoringTitle,
  noTalkWords,
  presentWords,
  silenceWords,
  whyMonitored,
} from '../../words/monitoring-words.ts'
import { percentOf } from '../../words/number-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { monitoringScreen } from '../../words/screens/monitoring.ts'
import styles from './monitoring.module.css'

export function MonitoringRegion({ detail }: { readonly detail: ConversationDetail }) {
  const [remembered, remember] = useState(nothingRemembered)
  const memory = rememberMonitoring(remembered, detail)
  if (memory !== remembered) remember(memory)
  switch (memory.state) {
    case 'coachable':
      return null
    case 'back':
      return <Back detail={detail} memory={memory} />
    case 'monitoring':
      return <Monitoring detail={detail} />
    default:
      return assertNever(memory)
  }
}

function Back({
  detail,
  memory,
}: {
  readonly detail: ConversationDetail
  readonly memory: Extract<MonitoringMemory, { state: 'back' }>
}) {
  if (!isNews(memory, useServerNow())) return null
  return (
    <p className={styles.back} role="status">
      {backAgain(memory.from, detail.allowed)}
    </p>
  )
}

function Monitoring({ detail }: { readonly detail: ConversationDetail }) {
  const view = monitoringView(detail, useServerNow())
  if (view === undefined) return null
  return (
    <section aria-label={monitoringTitle} className={styles.region}>
      <h2 className={styles.heading}>{monitoringTitle}</h2>
      <p className={styles.why} role="status">
        {whyMonitored(view)}
      </p>
      <p className={styles.meanwhile}>{meanwhileWords(detail.allowed)}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{monitoringScreen.inTheCall}</dt>
          <dd>
            <ul aria-label={monitoringScreen.inTheCall} className={styles.people}>
              {view.present.map((one) => (
                <li key={one.id}>
                  <bdi>{one.name}</bdi> <span className={styles.role}>{presentWords(one)}</span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{monitoringScreen.onHoldSoFar}</dt>
          <dd data-tabular>{holdWords(view.holds)}</dd>
        </div>
        <div>
          <dt>{monitoringScreen.talkInTheLastHalf}</dt>
          <dd>
            <Talk talk={view.talk} />
          </dd>
        </div>
      </dl>
    </section>
  )
}

function Talk({ talk }: { readonly talk: MonitoringView['talk'] | undefined }) {
  if (talk === undefined) return noTalkWords
  const silence = silenceWords(talk.silenceMs)
  return (
    <>
      <Share name={commonScreen.customer} share={talk.customer} side="customer" />
      <Share name={commonScreen.agent} share={talk.agent} side="agent" />
      {silence === undefined ? null : <p className={styles.silence}>{silence}</p>}
    </>
  )
}

interface ShareProps {
  readonly name: string
  readonly side: 'customer' | 'agent'
  readonly share: number
}

function Share({ name, share, side }: ShareProps) {
  return (
    <div className={styles.share} data-side={side}>
      <span>{name}</span>
      <meter
        aria-label={monitoringScreen.talks(name)}
        className={styles.meter}
        max={1}
        min={0}
        value={share}
      />
      <span data-tabular>{percentOf(share)}</span>
    </div>
  )
}
