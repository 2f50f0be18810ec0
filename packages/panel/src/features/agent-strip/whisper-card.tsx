import type { StripWhisper, WhisperReply } from '@sotto/protocol'
import { useState } from 'react'
import { SeenIcon } from '../../components/icons.tsx'
import { useAgentStrip } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useStripState } from '../../hooks/use-state-of.ts'
import type { Replying } from '../../model/agent-strip/agent-strip.ts'
import { replies, replyKeysOf } from '../../model/agent-strip/reply-keys.ts'
import { answerWords } from '../../words/control-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { timeOfDay } from '../../words/time-words.ts'
import styles from './whisper-card.module.css'

export interface WhisperCardProps {
  readonly whisper: StripWhisper
  /** Whose conversation it is about, where that is not plain. */
  readonly about: string | undefined
  /** The keys answer this one. */
  readonly takesKeys: boolean
}

export function WhisperCard({ whisper, about, takesKeys }: WhisperCardProps) {
  const replying = useStripState((state) => state.replying[whisper.id])
  const [changing, setChanging] = useState(false)
  const isOpen = whisper.reply === undefined || changing || replying !== undefined
  return (
    <article
      className={styles.card}
      data-open={whisper.reply === undefined || undefined}
      data-takes-keys={takesKeys || undefined}
    >
      <p className={styles.from}>
        <span>{whisper.from ?? agentStripScreen.aSupervisor}</span>
        {about === undefined ? null : (
          <span className={styles.about}>{agentStripScreen.about(about)}</span>
        )}
        <time>{timeOfDay(whisper.sentAt)}</time>
      </p>
      <p className={styles.text}>{whisper.text}</p>
      {isOpen ? (
        <ReplyButtons
          onReply={() => setChanging(false)}
          replying={replying}
          takesKeys={takesKeys}
          whisper={whisper}
        />
      ) : null}
      <Life onChange={isOpen ? undefined : () => setChanging(true)} whisper={whisper} />
      {replying?.state === 'failed' ? (
        <p className={styles.failed} role="alert">
          {agentStripScreen.wasNotSent(answerWords[replying.reply], failureWords(replying.failure))}
        </p>
      ) : null}
    </article>
  )
}

interface ReplyButtonsProps {
  readonly whisper: StripWhisper
  readonly replying: Replying | undefined
  readonly takesKeys: boolean
  readonly onReply: () => void
}

function ReplyButtons({ whisper, replying, takesKeys, onReply }: ReplyButtonsProps) {
  const { agentStrip } = useModel()
  const keys = replyKeysOf(useAgentStrip()?.settings?.keys ?? {})
  const isSending = replying?.state === 'sending'
  function answer(reply: WhisperReply): void {
    onReply()
    void agentStrip.reply(whisper.id, reply)
  }
  return (
    <fieldset className={styles.replies}>
      <legend className={styles.legend}>{agentStripScreen.answer}</legend>
      {replies.map((reply) => (
        <button
          aria-busy={(isSending && replying.reply === reply) || undefined}
          aria-disabled={isSending || undefined}
          aria-keyshortcuts={
            takesKeys && keys[reply].length > 0 ? keys[reply].join(' ') : undefined
          }
          className={styles.reply}
          data-reply={reply}
          key={reply}
          onClick={() => answer(reply)}
          type="button"
        >
          {answerWords[reply]}
          {takesKeys ? (
            <span aria-hidden className={styles.keys}>
              {keys[reply].map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </span>
          ) : null}
        </button>
      ))}
    </fieldset>
  )
}

interface LifeProps {
  readonly whisper: StripWhisper
  readonly onChange: (() => void) | undefined
}

function Life({ whisper, onChange }: LifeProps) {
  const { seenAt, reply, repliedAt } = whisper
  return (
    <p className={styles.life}>
      {seenAt === undefined ? null : (
        <span className={styles.seen}>
          <SeenIcon size={14} /> <span>{agentStripScreen.seen(timeOfDay(seenAt))}</span>
        </span>
      )}
      {reply === undefined ? null : (
        <span className={styles.answer} data-reply={reply}>
          {agentStripScreen.answered(answerWords[reply])}
          {repliedAt === undefined ? null : <time>{` ${timeOfDay(repliedAt)}`}</time>}
        </span>
      )}
      {reply === undefined || onChange === undefined ? null : (
        <button className={styles.change} onClick={onChange} type="button">
          {agentStripScreen.change}
        </button>
      )}
    </p>
  )
}
