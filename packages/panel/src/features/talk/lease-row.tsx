/** Asking another supervisor for the coaching, and answering who asks. */
import { Button } from '@mantine/core'
import type { Result } from '@sotto/kernel'
import type { ConversationDetail } from '@sotto/protocol'
import { useState } from 'react'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { askedWords, asksToCoach, handedToYouWords } from '../../words/lease-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import styles from './line.module.css'

export function LeaseRow({ detail }: { readonly detail: ConversationDetail }) {
  const { agentUserId, lease } = detail
  const [problem, setProblem] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  if (agentUserId === undefined || lease === undefined) return null

  async function run(command: Promise<Result<true, CallFailure>>): Promise<void> {
    setBusy(true)
    const answer = await command
    setBusy(false)
    setProblem(answer.ok ? undefined : answer.error)
  }

  const shared = { agentUserId, busy, run }
  return (
    <>
      {lease.mine ? (
        <Asked
          {...shared}
          isWaiting={detail.mode.wanted !== 'coach' && detail.speakingControlId === undefined}
          lease={lease}
        />
      ) : (
        <Asking {...shared} conversationId={detail.id} lease={lease} />
      )}
      {problem === undefined ? null : (
        <Problem
          onDismiss={() => setProblem(undefined)}
          words={talkScreen.thatDidNotWorkThe(failureWords(problem))}
        />
      )}
    </>
  )
}

interface LeaseProps {
  readonly agentUserId: string
  readonly lease: NonNullable<ConversationDetail['lease']>
  readonly busy: boolean
  readonly run: (command: Promise<Result<true, CallFailure>>) => Promise<void>
}

function Asking(props: LeaseProps & { readonly conversationId: string }) {
  const { agentUserId, busy, conversationId, lease, run } = props
  const { commands, tabId } = useModel()
  if (lease.asked)
    return (
      <p className={styles.lease} role="status">
        {askedWords}
        <Button
          disabled={busy}
          onClick={() => void run(commands.withdrawFromLease(agentUserId, { tabId: tabId() }))}
          size="compact-xs"
          variant="default"
        >
          {talkScreen.withdraw}
        </Button>
      </p>
    )
  return (
    <p className={styles.lease}>
      <Button
        disabled={busy}
        onClick={() =>
          void run(commands.askForLease(agentUserId, { tabId: tabId(), conversationId }))
        }
        size="compact-xs"
        variant="default"
      >
        {lease.inOtherTab ? talkScreen.coachHereInstead : talkScreen.askForIt}
      </Button>
    </p>
  )
}

function Asked(props: LeaseProps & { readonly isWaiting: boolean }) {
  const { agentUserId, busy, isWaiting, lease, run } = props
  const { commands, tabId } = useModel()
  return (
    <>
      {isWaiting && !busy ? (
        <p className={styles.lease} role="status">
          {handedToYouWords}
        </p>
      ) : null}
      {lease.wishes.map(({ name, supervisorId }) => (
        <p className={styles.lease} key={supervisorId} role="status">
          {asksToCoach(name)}
          <Button
            disabled={busy}
            onClick={() =>
              void run(
                commands.handOverLease(agentUserId, {
                  tabId: tabId(),
                  fence: lease.fence,
                  supervisorId,
                }),
              )
            }
            size="compact-xs"
          >
            {talkScreen.handOver}
          </Button>
          <Button
            disabled={busy}
            onClick={() =>
              void run(commands.withdrawFromLease(agentUserId, { tabId: tabId(), supervisorId }))
            }
            size="compact-xs"
            variant="default"
          >
            {talkScreen.notNow}
          </Button>
        </p>
      ))}
    </>
  )
}
