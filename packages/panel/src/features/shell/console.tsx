/** The console of somebody who is signed in: left my people, right the conversation that was opened. */
import { MantineProvider } from '@mantine/core'
import { assertNever } from '@sotto/kernel'
import type { Me } from '@sotto/protocol'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { useFocusKeeper } from '../../hooks/use-focus-keeper.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useRoute } from '../../hooks/use-route.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import type { Route } from '../../model/route.ts'
import { adoptTheme } from '../../theme/adopt-theme.ts'
import { theme } from '../../theme/theme.ts'
import { RunningSessions } from '../coaching/running-sessions.tsx'
import { NothingOpen } from '../conversation/nothing-open.tsx'
import { PeoplePane } from '../conversations/people-pane.tsx'
import {
  LateConversation,
  LateErasure,
  LateHistory,
  LateKeys,
  LateParts,
  LatePolicies,
  LatePreferences,
  LateSignIns,
  LateSnippets,
} from '../late-pages/panes.tsx'
import { Announcements } from './announcements.tsx'
import { AwayList } from './away-list.tsx'
import { ComplaintList } from './complaint-list.tsx'
import styles from './console.module.css'
import { Header } from './header.tsx'
import { HistoryButton } from './history-button.tsx'
import { KeyboardShortcuts } from './keyboard-shortcuts.tsx'
import { MicrophoneTestPlace } from './microphone-test-place.tsx'
import { Notices } from './notices.tsx'
import { PoliciesButton } from './policies-button.tsx'
import { SignInsButton } from './sign-ins-button.tsx'
import './mantine-styles.ts'
import { shellScreen } from '../../words/screens/shell.ts'

adoptTheme(document)

export interface ConsoleProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

export function Console({ me, sessionEnded }: ConsoleProps) {
  return (
    <MantineProvider
      defaultColorScheme="auto"
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ConsoleLayout me={me} sessionEnded={sessionEnded} />
      <ComplaintList />
    </MantineProvider>
  )
}

function ConsoleLayout({ me, sessionEnded }: ConsoleProps) {
  const { live } = useModel()
  const { density } = usePreferences()
  const route = useRoute()
  const [search, setSearch] = useState('')
  const [keysShown, setKeysShown] = useState(false)
  const showKeys = () => setKeysShown(true)
  const area = useRef<HTMLDivElement>(null)
  useFocusKeeper(area)
  const openId = route.view === 'conversation' ? route.conversationId : undefined

  useEffect(() => live.show(openId ?? null), [live, openId])
  // Whoever sees the list opens a conversation next.
  useEffect(() => LateConversation.fetchAhead(), [])

  return (
    <div
      className={styles.console}
      data-open={openId !== undefined || isPage(route) || undefined}
      ref={area}
    >
      <a className={styles.skip} href={`#${mainId}`} onClick={skipToMain}>
        {shellScreen.skipToTheConversation}
      </a>
      <KeyboardShortcuts onShowKeys={showKeys} openId={openId} />
      <Announcements />
      {keysShown ? <LateKeys onClose={() => setKeysShown(false)} /> : null}
      <Header me={me} onShowKeys={showKeys} />
      <Notices openId={openId} sessionEnded={sessionEnded} />
      <AwayList />
      <RunningSessions />
      <MicrophoneTestPlace />
      <div className={styles.panes}>
        <nav aria-label={shellScreen.myPeople} className={styles.people}>
          <div className={styles.history}>
            <HistoryButton />
            <PoliciesButton />
            <SignInsButton />
          </div>
          {/* Its rows are as high as the density has them from the first picture on. */}
          <PeoplePane key={density} me={me} openId={openId} search={search} setSearch={setSearch} />
        </nav>
        <main className={styles.conversation} id={mainId} tabIndex={-1}>
          <Page me={me} onShowKeys={showKeys} route={route} />
        </main>
      </div>
    </div>
  )
}

interface PageProps {
  readonly me: Me
  readonly route: Route
  readonly onShowKeys: () => void
}

function Page({ me, onShowKeys, route }: PageProps) {
  switch (route.view) {
    case 'history':
      return <LateHistory coachingId={route.coachingId} me={me} />
    case 'policies':
      return <LatePolicies />
    case 'sign-ins':
      return (
        <WithWayBack>
          <LateSignIns me={me} whose={route.part === 'all' ? 'everybody' : 'own'} />
        </WithWayBack>
      )
    case 'snippets':
      return <LateSnippets me={me} />
    case 'preferences':
      return <LatePreferences onShowKeys={onShowKeys} />
    case 'parts':
      return <LateParts />
    case 'conversation':
      return <LateConversation conversationId={route.conversationId} key={route.conversationId} />
    case 'audit':
      // Whoever works here does nothing else there.
      return (
        <WithWayBack>
          <LateErasure me={me} />
        </WithWayBack>
      )
    case 'home':
    case 'agent':
      return <NothingOpen />
    default:
      return assertNever(route)
  }
}

/** For a page that others see as well, who have no list to go back to. */
function WithWayBack({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <div className={styles.back}>
        <BackButton />
      </div>
      {children}
    </>
  )
}

const mainId = 'conversation'

/** By the focus alone: the address stays as it is. */
function skipToMain(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById(mainId)?.focus()
}

/** Stands where a conversation would, and is about none. */
function isPage({ view }: Route): boolean {
  return view !== 'home' && view !== 'conversation'
}
