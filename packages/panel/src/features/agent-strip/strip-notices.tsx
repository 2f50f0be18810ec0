/** What concerns the whole strip: what happened, what was kept, what to do. */
import type { ReactNode } from 'react'
import { WarningIcon } from '../../components/icons.tsx'
import { useLiveLink, usePlatformLink } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { signInPath } from '../../model/route.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { timeOfDay } from '../../words/time-words.ts'
import styles from './agent-strip.module.css'

export function StripNotices({ sessionEnded }: { readonly sessionEnded: boolean }) {
  const model = useModel()
  const link = useLiveLink()
  const platform = usePlatformLink()
  if (sessionEnded)
    return (
      <Notice
        action={
          <button
            onClick={() => window.location.assign(signInPath(window.location.pathname))}
            type="button"
          >
            {commonScreen.signInAgain}
          </button>
        }
      >
        {agentStripScreen.yourSessionHasEndedNew}
      </Notice>
    )
  if (link.state === 'replaced')
    return (
      <Notice
        action={
          <button onClick={() => model.workHere()} type="button">
            {agentStripScreen.workHere}
          </button>
        }
      >
        {agentStripScreen.thisTabWasCopiedAnd}
      </Notice>
    )
  if (link.state === 'forbidden')
    return (
      <Notice
        action={
          <button onClick={() => model.live.retryNow()} type="button">
            {commonScreen.tryAgain}
          </button>
        }
      >
        {agentStripScreen.theServerRefusedThisPages}
      </Notice>
    )
  if (platform?.state === 'interrupted')
    return <Notice>{agentStripScreen.nothingSince(timeOfDay(platform.since))}</Notice>
  return null
}

function Notice({
  children,
  action,
}: {
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={styles.notice} role="alert">
      <WarningIcon />
      <span>{children}</span>
      {action}
    </div>
  )
}
