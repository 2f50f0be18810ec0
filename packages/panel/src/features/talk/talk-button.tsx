import { Kbd } from '@mantine/core'
import { type PointerEvent, useId } from 'react'
import { MicrophoneCutIcon, MicrophoneIcon } from '../../components/icons.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { talkButtonId } from '../../hooks/use-shortcuts.ts'
import { useLine, usePreferences } from '../../hooks/use-state-of.ts'
import { ariaKey } from '../../model/keyboard.ts'
import { shownKey } from '../../words/key-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { talkHint } from '../../words/talk-words.ts'
import styles from './talk.module.css'

export interface TalkButtonProps {
  readonly barging: boolean
  /** Coach or Barge in can be pressed now; where neither can, their own place says why. */
  readonly mayBegin: boolean
}

/** Space is heard by the page's own key listener, wherever the focus is; this listens to the pointer. */
export function TalkButton({ barging, mayBegin }: TalkButtonProps) {
  const { line } = useModel()
  const { keys } = usePreferences()
  const talk = useLine((state) => state.talk)
  const gateOpen = useLine((state) => state.gate.open)
  const hint = useLine((state) =>
    !mayBegin && !state.gate.open && state.gate.reason === 'no-line'
      ? ''
      : talkHint(state.talk, state.gate, barging ? 'barge' : 'coach'),
  )
  const hintId = useId()
  const talking = talk.state === 'talking'
  const waiting = talk.state === 'waiting'
  const kept = (talking || waiting) && talk.latched === true

  function press(event: PointerEvent<HTMLButtonElement>): void {
    if (event.button !== 0) return
    // So that letting go anywhere, even outside the window, is heard here.
    event.currentTarget.setPointerCapture(event.pointerId)
    line.press()
  }

  return (
    <div className={styles.talkCell}>
      <div className={styles.talkKeys}>
        <button
          aria-describedby={hintId}
          aria-disabled={!gateOpen || undefined}
          aria-keyshortcuts="Space"
          aria-pressed={talking && !kept}
          data-waiting={(waiting && !kept) || undefined}
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
          {talkScreen.holdToTalk}
          <Kbd aria-hidden className={styles.kbd} size="xs">
            {commonScreen.space}
          </Kbd>
        </button>
        <button
          aria-describedby={hintId}
          aria-disabled={!gateOpen || undefined}
          aria-keyshortcuts={ariaKey(keys['keep-talking'])}
          aria-pressed={kept}
          className={styles.keepButton}
          data-waiting={(waiting && kept) || undefined}
          onClick={line.toggleLatch}
          type="button"
        >
          {talkScreen.keepTalking}
          {keys['keep-talking'] === '' ? null : (
            <Kbd aria-hidden className={styles.kbd} size="xs">
              {shownKey(keys['keep-talking'])}
            </Kbd>
          )}
        </button>
      </div>
      <p className={styles.talkHint} data-talking={talking || undefined} id={hintId}>
        {hint}
      </p>
    </div>
  )
}
