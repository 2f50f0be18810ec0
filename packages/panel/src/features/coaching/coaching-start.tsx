import { Button, TextInput } from '@mantine/core'
import type { CoachingKind } from '@sotto/domain'
import { useId, useState } from 'react'
import { Problem } from '../../components/problem.tsx'
import { useDoing } from '../../hooks/use-coaching.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { startFailureWords, startWords } from '../../words/coaching-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import styles from './coaching.module.css'

export interface CoachingStartProps {
  readonly conversationId: string
  readonly kind: CoachingKind
  /** Why it cannot be started, in words. */
  readonly why: string | undefined
  /** The platform keeps a reference with the session. */
  readonly keepsReference: boolean
  readonly onStarted?: (coachingId: string) => void
}

export function CoachingStart(props: CoachingStartProps) {
  const { conversationId, kind, why } = props
  const { coaching } = useModel()
  const doing = useDoing(conversationId)
  const [reference, setReference] = useState('')
  const whyId = useId()

  async function start(): Promise<void> {
    const id = await coaching.start(conversationId, kind, reference.trim())
    if (id !== undefined) props.onStarted?.(id)
  }

  return (
    <div className={styles.start}>
      {doing?.state === 'failed' ? (
        <Problem
          action={<OpenExisting failure={doing.failure} />}
          onDismiss={() => coaching.dismiss(conversationId)}
          words={startFailureWords(doing.failure)}
        />
      ) : null}
      <div className={styles.row}>
        <Button
          aria-describedby={why === undefined ? undefined : whyId}
          disabled={why !== undefined}
          loading={doing?.state === 'busy'}
          onClick={() => void start()}
          size={kind === 'post-call' ? 'compact-sm' : 'compact-md'}
          variant="light"
        >
          {startWords[kind]}
        </Button>
        {props.keepsReference && why === undefined ? (
          <TextInput
            aria-label={coachingScreen.referenceForInstanceOfA}
            autoComplete="off"
            className={styles.reference}
            onChange={({ currentTarget }) => setReference(currentTarget.value)}
            placeholder={coachingScreen.referenceOptional}
            size="xs"
            value={reference}
          />
        ) : null}
      </div>
      {why === undefined ? null : (
        <p className={styles.note} id={whyId}>
          {why}
        </p>
      )}
    </div>
  )
}

/** 409: the session that is there already can be looked at. */
function OpenExisting({ failure }: { readonly failure: CallFailure }) {
  const coachingId = failure.kind === 'refused' ? failure.refusal.coachingId : undefined
  if (coachingId === undefined) return null
  return (
    <Button
      onClick={() => navigate({ view: 'history', coachingId })}
      size="compact-xs"
      variant="default"
    >
      {coachingScreen.openThatSession}
    </Button>
  )
}
