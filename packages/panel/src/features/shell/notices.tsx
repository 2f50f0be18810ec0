/** What concerns the whole page, each with what happened, what was kept and what to do. */
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { WarningIcon } from '../../components/icons.tsx'
import { useLiveLink, usePlatformLink } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { signInPath } from '../../model/route.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { LineElsewhere } from './line-elsewhere.tsx'
import styles from './notices.module.css'

export interface NoticesProps {
  readonly openId: string | undefined
  readonly sessionEnded: boolean
}

export function Notices({ openId, sessionEnded }: NoticesProps) {
  if (sessionEnded) return <SessionEnded />
  return (
    <>
      <ConnectionNotice />
      <PlatformNotice />
      <LineElsewhere openId={openId} />
    </>
  )
}

interface NoticeProps {
  readonly tone: 'warn' | 'bad'
  readonly children: ReactNode
  readonly action?: ReactNode
}

function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role="alert">
      <WarningIcon />
      <span className={styles.words}>{children}</span>
      {action}
    </div>
  )
}

function SessionEnded() {
  const { drafts, session } = useModel()
  const [couldNotKeep, setCouldNotKeep] = useState(false)
  async function signIn(): Promise<void> {
    const now = session.getState()
    const kept = now.state === 'ended' ? await drafts.keepForReturn(now.me.id) : undefined
    if (kept?.ok === false) setCouldNotKeep(true)
    else window.location.assign(signInPath(window.location.pathname))
  }
  return (
    <Notice
      action={
        <Button color="bad" onClick={() => void signIn()} size="compact-sm">
          {commonScreen.signInAgain}
        </Button>
      }
      tone="bad"
    >
      {shellScreen.yourSessionHasEndedYour} {couldNotKeep ? shellScreen.justNowItCouldNot : null}
    </Notice>
  )
}

function ConnectionNotice() {
  const model = useModel()
  const link = useLiveLink()
  if (link.state === 'replaced')
    return (
      <Notice
        action={
          <Button color="warn" onClick={() => model.workHere()} size="compact-sm">
            {shellScreen.workHere}
          </Button>
        }
        tone="warn"
      >
        {shellScreen.thisTabWasCopiedAnd}
      </Notice>
    )
  if (link.state === 'forbidden')
    return (
      <Notice
        action={
          <Button color="bad" onClick={() => model.live.retryNow()} size="compact-sm">
            {commonScreen.tryAgain}
          </Button>
        }
        tone="bad"
      >
        {shellScreen.theServerRefusedThisPages}
      </Notice>
    )
  return null
}

function PlatformNotice() {
  const link = usePlatformLink()
  if (link?.listOldSince !== undefined)
    return <Notice tone="warn">{shellScreen.listIsOldSince(timeOfDay(link.listOldSince))}</Notice>
  if (link?.state !== 'interrupted') return null
  return <Notice tone="warn">{shellScreen.noEventsSince(timeOfDay(link.since))}</Notice>
}
