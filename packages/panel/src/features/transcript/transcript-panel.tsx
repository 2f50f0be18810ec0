/** What is said in the conversation, as it is said, without what is personal; nothing of it outlives the page. */
import { Button } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { useEffect, useId, useMemo, useState } from 'react'
import { useControls } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useTranscript } from '../../hooks/use-transcript.ts'
import { arrangeTranscript } from '../../model/transcript/arrange-rows.ts'
import type { TranscriptState } from '../../model/transcript/transcript.ts'
import { explainRefusal } from '../../words/reason-words.ts'
import { transcriptScreen } from '../../words/screens/transcript.ts'
import { stateWords, titleWords, transcriptWords } from '../../words/transcript-words.ts'
import { BeingSaidNow } from './being-said-now.tsx'
import type { AskedReveal } from './openable-mask.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import styles from './transcript.module.css'
import { TranscriptList } from './transcript-list.tsx'
import { TranscriptReadStatus } from './transcript-read-status.tsx'

export function TranscriptPanel({ detail }: { readonly detail: ConversationDetail }) {
  const [isShown, setShown] = useState(true)
  const bodyId = useId()
  return (
    <section aria-label={titleWords(detail.media)} className={styles.panel}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{titleWords(detail.media)}</h2>
        <Button
          aria-controls={isShown ? bodyId : undefined}
          aria-expanded={isShown}
          color="gray"
          onClick={() => setShown(!isShown)}
          size="compact-xs"
          variant="default"
        >
          {isShown ? transcriptScreen.hide : transcriptScreen.show}
        </Button>
      </div>
      {isShown ? <WatchedTranscript bodyId={bodyId} detail={detail} key={detail.id} /> : null}
    </section>
  )
}

function WatchedTranscript({
  bodyId,
  detail,
}: {
  readonly bodyId: string
  readonly detail: ConversationDetail
}) {
  const { transcript } = useModel()
  const shown = useTranscript()
  useEffect(() => transcript.watch(detail.id), [transcript, detail.id])
  const isPaused =
    detail.recording === 'paused' || (shown.state === 'open' && shown.status.isPaused)
  return (
    <div className={styles.body} id={bodyId}>
      <StateLine isPaused={isPaused} media={detail.media} shown={shown} />
      {!isPaused && shown.state === 'open' && shown.conversationId === detail.id ? (
        <OpenTranscript detail={detail} shown={shown} />
      ) : null}
      {!isPaused && shown.state === 'opening' ? (
        <p className={styles.note}>{transcriptWords(detail.media).opening}</p>
      ) : null}
    </div>
  )
}

/** Always there, so that a screen reader hears what changes in it; unseen while there is nothing to explain. */
function StateLine({
  isPaused,
  media,
  shown,
}: {
  readonly isPaused: boolean
  readonly media: ConversationDetail['media']
  readonly shown: TranscriptState
}) {
  const known = shown.state === 'open' ? stateWords(shown.status, isPaused, media) : ''
  const isPlain = shown.state !== 'open' || shown.status.read.state === 'available'
  const style = isPaused ? styles.paused : isPlain ? styles.unseen : styles.note
  return (
    <p className={style} role="status">
      {isPaused ? transcriptWords(media).paused : known}
    </p>
  )
}

interface OpenTranscriptProps {
  readonly detail: ConversationDetail
  readonly shown: Extract<TranscriptState, { state: 'open' }>
}

function OpenTranscript({ detail, shown }: OpenTranscriptProps) {
  const { transcript } = useModel()
  const { lines, status } = shown
  const controls = useControls(detail.id)
  const { startedAt } = detail
  const words = transcriptWords(detail.media)
  const [asked, setAsked] = useState<AskedReveal>()
  const arranged = useMemo(
    () =>
      arrangeTranscript({
        lines,
        pauses: status.pauses,
        whispers: controls.filter(({ kind }) => kind === 'whisper-text'),
        startedAt,
      }),
    [lines, status.pauses, controls, startedAt],
  )
  useFocusAfter(asked !== undefined)
  const hasLines = status.read.state !== 'refused' && status.read.state !== 'gone'
  return (
    <>
      <TranscriptReadStatus onRefresh={transcript.refresh} status={status} words={words} />
      {status.mayReveal && detail.policy?.revealAllowed === false ? (
        <p className={styles.note}>
          {explainRefusal('reveal-forbidden', undefined, detail.policy.explanation)}
        </p>
      ) : null}
      {hasLines ? (
        <>
          {lines.length === 0 ? <p className={styles.note}>{words.empty}</p> : null}
          <TranscriptList
            label={words.list}
            onReveal={
              status.mayReveal && detail.policy?.revealAllowed !== false ? setAsked : undefined
            }
            participants={detail.participants}
            rows={arranged.rows}
          />
          {/* Messages come whole. */}
          {detail.media === 'voice' || arranged.now.length > 0 ? (
            <BeingSaidNow caption={words.now} lines={arranged.now} />
          ) : null}
          {/* Not in the line: one that scrolls away would take it along. */}
          {asked === undefined ? null : (
            <RevealDialog
              onCancel={() => setAsked(undefined)}
              onReason={async (reason) => {
                const answer = await transcript.reveal(asked.line, asked.span, reason)
                if (!answer.ok) return answer.error
                setAsked(undefined)
                return undefined
              }}
              words={asked.words}
            />
          )}
        </>
      ) : null}
    </>
  )
}

/** The dialog gives the focus back to its mask, which is gone when the value stands there: then it goes to the value's own button. */
function useFocusAfter(isAsking: boolean): void {
  useEffect(() => {
    if (!isAsking) return
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        document.querySelector<HTMLElement>('[data-hides-revealed]')?.focus()
      })
    }
  }, [isAsking])
}
