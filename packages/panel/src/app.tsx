/** Chooses what stands on the page: the sign-in, or the place of whoever is signed in. */
import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { LateAgentStrip, LateAudit, LateConsole } from './features/late-pages/pages.tsx'
import { SignInPage } from './features/sign-in/sign-in-page.tsx'
import { WaitingPage } from './features/sign-in/waiting-page.tsx'
import { WrongPlace } from './features/sign-in/wrong-place.tsx'
import { redirect, useRoute } from './hooks/use-route.ts'
import { useSession } from './hooks/use-state-of.ts'
import { landing, type Place } from './model/agent-strip/own-place.ts'
import type { Route } from './model/route.ts'
import { commonScreen } from './words/screens/common.ts'

export function App() {
  const session = useSession()
  switch (session.state) {
    case 'asking':
      return <WaitingPage words={commonScreen.connecting} />
    case 'unreachable':
      return <WaitingPage words={commonScreen.theSottoServerDoesNot} />
    case 'signed-out':
      return <SignInPage />
    case 'signed-in':
    case 'ended':
      return <OwnPlace me={session.me} sessionEnded={session.state === 'ended'} />
  }
}

interface PlaceProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

function OwnPlace(props: PlaceProps) {
  const landed = landing(props.me, useRoute())
  switch (landed.kind) {
    case 'elsewhere':
      return <Redirect to={landed.route} />
    case 'refused':
      return <WrongPlace me={props.me} own={landed.own} place={landed.place} />
    case 'here':
      return <PlacePage {...props} place={landed.place} />
  }
}

function Redirect({ to }: { readonly to: Route }) {
  useEffect(() => redirect(to), [to])
  return <WaitingPage words={commonScreen.connecting} />
}

function PlacePage({ place, ...props }: PlaceProps & { readonly place: Place }) {
  switch (place) {
    case 'console':
      return <LateConsole {...props} />
    case 'agent-strip':
      return <LateAgentStrip {...props} />
    case 'audit':
      return <LateAudit {...props} />
  }
}
