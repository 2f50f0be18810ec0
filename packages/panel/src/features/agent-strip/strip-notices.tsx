/** What concerns the whole strip: what happened, what was kept, what to do. */
import type { ReactNode } from 'react'
import { WarningIcon } from '../../components/icons.tsx'
import { useLiveLink, usePlatformLink } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { signInPath } from '../../model/route.ts'
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
            Sign in again
          </button>
        }
      >
        Your session has ended. New whispers do not reach this page.
      </Notice>
    )
  if (link.state === 'replaced')
    return (
      <Notice
        action={
          <button onClick={() => model.workHere()} type="button">
            Work here
          </button>
        }
      >
        This tab was copied, and the other one took over. New whispers do not reach this page.
      </Notice>
    )
  if (link.state === 'forbidden')
    return (
      <Notice
        action={
          <button onClick={() => model.live.retryNow()} type="button">
            Try again
          </button>
        }
      >
        The server refused this page’s connection. New whispers do not reach it.
      </Notice>
    )
  if (platform?.state === 'interrupted')
    return (
      <Notice>
        The contact centre’s platform has sent nothing since {timeOfDay(platform.since)}. It comes
        back by itself.
      </Notice>
    )
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
