import { Kbd } from '@mantine/core'
import type { PointerEvent } from 'react'
import { MicrophoneCutIcon, MicrophoneIcon } from '../../components/icons.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { talkButtonId } from '../../hooks/use-shortcuts.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import type { LineState } from '../../model/line/line-state.ts'
import { cutWords } from '../../words/talk-words.ts'
import styles from './talk.module.css'

const hintId = 'talk-hint'

/** Space is heard by the page's own key listener, wherever the focus is; this listens to the pointer. */
export function TalkButton({ barging }: { readonly barging: boolean }) {
  const { line } = useModel()
  const talk = useLine((state) => state.talk)
  const gateOpen = useLine((state) => state.gate.open)
  const hint = useLine((state) => hintWords(state, barging))
  const talking = talk.state === 'talking'

  function press(event: PointerEvent<HTMLButtonElement>): void {
    if (event.button !== 0) return
    // So that letting go anywhere, even outside the window, is heard here.
    event.currentTarget.setPointerCapture(event.pointerId)
    line.press()
  }

  return (
    <div className={styles.talkCell}>
      <button
        aria-describedby={hintId}
        aria-disabled={!gateOpen || undefined}
        aria-pressed={talking}
        className={styles.talkButton}
        id={talkButtonId}
        onContextMenu={(event) => event.preventDefault()}
        onLostPointerCapture={line.release}
        onPointerCancel={line.release}
        onPointerDown={press}
        onPointerUp={line.release}
        type="button"
      >
        {talking ? <MicrophoneIcon size={20} /> : <MicrophoneCutIcon size={20} />}
        Hold to talk
        <Kbd aria-hidden className={styles.kbd} size="xs">
          Space
        </Kbd>
      </button>
      <p className={styles.talkHint} data-talking={talking || undefined} id={hintId} role="status">
        {hint}
      </p>
    </div>
  )
}

const openWords = {
  coach: 'Microphone open: only the agent hears you.',
  barge: 'Microphone open: everybody in the call hears you.',
} as const

const shutWords = {
  coach: 'Microphone cut. The customer does not hear you, whatever you hold.',
  barge: 'Microphone cut. While you hold the key, the customer hears you too.',
} as const

function hintWords({ talk, gate }: LineState, barging: boolean): string {
  const line = barging ? 'barge' : 'coach'
  if (talk.state === 'talking') return openWords[line]
  if (talk.state !== 'idle') return cutWords[talk.reason]
  if (!gate.open) return cutWords[gate.reason]
  return shutWords[line]
}
