/** The auditor's place: everything on record, looks behind masks, and what is kept at all. */
import { assertNever } from '@sotto/kernel'
import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { type Route, routePath, signInPath } from '../../model/route.ts'
import { entryWords, revealAuditWords } from '../../words/audit-words.ts'
import { erasureWords } from '../../words/erasure-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { PlainHeader } from '../agent-strip/plain-header.tsx'
import { EraseRegion } from '../erasure/erase-region.tsx'
import { LateSignIns } from '../late-pages/panes.tsx'
import styles from './audit.module.css'
import { EntryRegion } from './entry-region.tsx'
import { RevealRegion } from './reveal-region.tsx'

export interface AuditPageProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

type AuditPart = Extract<Route, { readonly view: 'audit' }>['part']

const parts: readonly (readonly [string, Route])[] = [
  [entryWords.heading, { view: 'audit' }],
  [revealAuditWords.heading, { view: 'audit', part: 'reveals' }],
  [erasureWords.heading, { view: 'audit', part: 'erase' }],
]

export function AuditPage({ me, sessionEnded }: AuditPageProps) {
  const route = useRoute()
  const shown = route.view === 'audit' ? route.part : undefined
  const isAudit = route.view === 'audit'
  useEffect(() => {
    if (isAudit) document.title = auditScreen.auditSotto
  }, [isAudit])
  return (
    <div className={styles.page}>
      <PlainHeader me={me} />
      {sessionEnded ? (
        <p className={styles.notice} role="alert">
          {auditScreen.yourSessionHasEndedNothing}
          <a href={signInPath(routePath(route))}>{commonScreen.signInAgain}</a>
        </p>
      ) : null}
      <main className={styles.main}>
        {route.view === 'sign-ins' ? <LateSignIns me={me} whose="own" /> : <Audit shown={shown} />}
      </main>
    </div>
  )
}

function Audit({ shown }: { readonly shown: AuditPart }) {
  return (
    <>
      <h1>{auditScreen.audit}</h1>
      <nav aria-label={auditScreen.partsOfTheAudit} className={styles.parts}>
        {parts.map(([name, to]) => (
          <PartLink isShown={to.view === 'audit' && to.part === shown} key={name} to={to}>
            {name}
          </PartLink>
        ))}
      </nav>
      <Part shown={shown} />
      {shown === 'erase' ? null : <NotKept />}
    </>
  )
}

function NotKept() {
  return (
    <>
      <h2>{auditScreen.notKept}</h2>
      <ul>
        <li>{auditScreen.soundNeitherWhatWasWhispered}</li>
        <li>{auditScreen.transcriptsTheyAreForgottenWhen}</li>
        <li>{auditScreen.whatWasBehindAMask}</li>
      </ul>
    </>
  )
}

function Part({ shown }: { readonly shown: AuditPart }) {
  switch (shown) {
    case 'reveals':
      return <RevealRegion />
    case 'erase':
      return <EraseRegion as="h2" />
    case undefined:
      return <EntryRegion />
    default:
      return assertNever(shown)
  }
}

interface PartLinkProps {
  readonly to: Route
  readonly isShown: boolean
  readonly children: string
}

function PartLink({ children, isShown, to }: PartLinkProps) {
  return (
    <a
      aria-current={isShown ? 'page' : undefined}
      className={styles.part}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </a>
  )
}
