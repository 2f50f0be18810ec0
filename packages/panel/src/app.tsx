/** Chooses what stands on the page: the sign-in, or the place of whoever is signed in. */
import type { Me } from '@sotto/protocol'
import { lazy, Suspense, useEffect } from 'react'
import { SignInPage } from './features/sign-in/sign-in-page.tsx'
import { WaitingPage } from './features/sign-in/waiting-page.tsx'
import { WrongPlace } from './features/sign-in/wrong-place.tsx'
import { redirect, useRoute } from './hooks/use-route.ts'
import { useSession } from './hooks/use-state-of.ts'
import { landing, type Place } from './model/agent-strip/own-place.ts'
import type { Route } from './model/route.ts'

const Console = lazy(() =>
  import('./features/shell/console.tsx').then((module) => ({ default: module.Console })),
)
const AgentStripPage = lazy(() =>
  import('./features/agent-strip/agent-strip-page.tsx').then((module) => ({
    default: module.AgentStripPage,
  })),
)
const AuditPage = lazy(() =>
  import('./features/audit/audit-page.tsx').then((module) => ({ default: module.AuditPage })),
)

export function App() {
  const session = useSession()
  switch (session.state) {
    case 'asking':
      return <WaitingPage words="Connecting …" />
    case 'unreachable':
      return <WaitingPage words="The Sotto server does not answer. Trying again …" />
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
  const landed = landing(props.me.role, useRoute())
  switch (landed.kind) {
    case 'elsewhere':
      return <Redirect to={landed.route} />
    case 'refused':
      return <WrongPlace me={props.me} own={landed.own} place={landed.place} />
    case 'here':
      return (
        <Suspense fallback={<WaitingPage words="Connecting …" />}>
          <PlacePage {...props} place={landed.place} />
        </Suspense>
      )
  }
}

function Redirect({ to }: { readonly to: Route }) {
  useEffect(() => redirect(to), [to])
  return <WaitingPage words="Connecting …" />
}

function PlacePage({ place, ...props }: PlaceProps & { readonly place: Place }) {
  switch (place) {
    case 'console':
      return <Console {...props} />
    case 'agent-strip':
      return <AgentStripPage {...props} />
    case 'audit':
      return <AuditPage {...props} />
  }
}
