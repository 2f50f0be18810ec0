/** Chooses what stands on the page: the sign-in, or the console with the component library behind it. */
import { lazy, Suspense } from 'react'
import { SignInPage } from './features/sign-in/sign-in-page.tsx'
import { WaitingPage } from './features/sign-in/waiting-page.tsx'
import { useSession } from './hooks/use-state-of.ts'

const Console = lazy(() =>
  import('./features/shell/console.tsx').then((module) => ({ default: module.Console })),
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
      return (
        <Suspense fallback={<WaitingPage words="Connecting …" />}>
          <Console me={session.me} sessionEnded={session.state === 'ended'} />
        </Suspense>
      )
  }
}
