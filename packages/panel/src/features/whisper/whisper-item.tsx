import { Button } from '@mantine/core'
import type { ControlView } from '@sotto/protocol'
import { memo } from 'react'
import { SeenIcon } from '../../components/icons.tsx'
import { StatusWord } from '../../components/status-word.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { answerWords, mayRetry, mayTakeBack, statusNote } from '../../words/control-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { heldBackFrom } from '../../words/quiet-words.ts'
import { whisperScreen } from '../../words/screens/whisper.ts'
import { timeOfDay } from '../../words/time-words.ts'
import { whisperBoxId } from '../shell/keyboard-shortcuts.tsx'
import styles from './whisper.module.css'

export const WhisperItem = memo(function WhisperItem({
  whisper,
}: {
  readonly whisper: ControlView
}) {
  const note = statusNote(whisper)
  return (
    <li className={styles.item}>
      <p className={styles.text}>{whisper.text}</p>
      <p className={styles.life}>
        {whisper.heldSince === undefined || whisper.state === 'held-back' ? null : (
          <span data-tabular>{heldBackFrom(whisper.heldSince)}</span>
        )}
        {whisper.at === undefined ? null : (
          <span data-tabular>{whisperScreen.sent(timeOfDay(whisper.submittedAt))}</span>
        )}
        <StatusWord control={whisper} />
        <time>{timeOfDay(whisper.at ?? whisper.submittedAt)}</time>
        {whisper.seenAt === undefined ? null : (
          <span className={styles.seen}>
            <SeenIcon size={14} /> <span>{whisperScreen.seen(timeOfDay(whisper.seenAt))}</span>
          </span>
        )}
        {whisper.answer === undefined ? null : (
          <span className={styles.answer} data-answer={whisper.answer}>
            {whisperScreen.quoted(answerWords[whisper.answer])}
            {whisper.answeredAt === undefined ? null : (
              <time>{` ${timeOfDay(whisper.answeredAt)}`}</time>
            )}
          </span>
        )}
        <Actions whisper={whisper} />
      </p>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
    </li>
  )
})

function Actions({ whisper }: { readonly whisper: ControlView }) {
  const { commands, complaints, drafts, whispers } = useModel()

  async function sendAgain(): Promise<void> {
    if (whisper.text === undefined) return
    const sent = await whispers.sendAgain(whisper.conversationId, whisper.text)
    if (!sent) complaints.complain(whisperScreen.notSentAgain, whisperScreen.theWhisperIsStillIn)
  }

  /** What is being written already is kept: the old text goes before it. */
  function edit(): void {
    const { conversationId, text } = whisper
    if (text === undefined) return
    const begun = drafts.text(conversationId)
    drafts.write(conversationId, begun.trim() === '' ? text : `${text}\n${begun}`)
    document.getElementById(whisperBoxId)?.focus()
  }

  async function takeBack(): Promise<void> {
    const answer = await commands.cancelControl(whisper.id)
    if (answer.ok) return
    complaints.complain(
      whisperScreen.notTakenBack,
      whisperScreen.itMayStillArrive(failureWords(answer.error)),
    )
  }

  return (
    <>
      {mayTakeBack(whisper) ? (
        <Button color="gray" onClick={() => void takeBack()} size="compact-xs" variant="default">
          {whisperScreen.takeBack}
        </Button>
      ) : null}
      {mayRetry(whisper) ? (
        <>
          <Button onClick={() => void sendAgain()} size="compact-xs" variant="default">
            {whisperScreen.sendAgain}
          </Button>
          <Button color="gray" onClick={edit} size="compact-xs" variant="default">
            {whisperScreen.editAsNew}
          </Button>
        </>
      ) : null}
    </>
  )
}
