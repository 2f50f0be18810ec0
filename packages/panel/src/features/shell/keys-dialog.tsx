/** All the page's keys, and another one for each. */
import { Button, Kbd } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useModal } from '../../hooks/use-modal.ts'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import {
  defaultKeys,
  isUsableKey,
  type KeyAction,
  keyActions,
  withKey,
} from '../../model/keyboard.ts'
import { fixedKeyWords, keyActionWords, shownKey } from '../../words/key-words.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './keys-dialog.module.css'

const headingId = 'keys-heading'
const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { preferences } = useModel()
  const { keys } = usePreferences()
  const dialog = useModal()
  const [asked, setAsked] = useState<KeyAction>()
  const [problem, setProblem] = useState<string>()

  function take(event: KeyboardEvent, action: KeyAction): void {
    if (modifiers.has(event.key) || event.key === 'Tab' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setAsked(undefined)
    const isNone = event.key === 'Backspace' || event.key === 'Delete'
    if (!isNone && !isUsableKey(event.key)) return setProblem(shellScreen.takeALetterADigit)
    preferences.setState({ keys: withKey(keys, action, isNone ? '' : event.key) })
    setProblem(undefined)
    setAsked(undefined)
  }

  return (
    <dialog aria-labelledby={headingId} className={styles.dialog} onCancel={onClose} ref={dialog}>
      <h2 className={styles.heading} id={headingId}>
        {shellScreen.keys}
      </h2>
      <p className={styles.lead}>{shellScreen.theyMeanNothingWhileYou}</p>
      <ul className={styles.keys}>
        {keyActions.map((action) => (
          <li key={action}>
            <span>{keyActionWords[action]}</span>
            <button
              aria-label={
                asked === action
                  ? shellScreen.pressTheNewKey(keyActionWords[action])
                  : shellScreen.change(keyActionWords[action], shownKey(keys[action]))
              }
              className={styles.key}
              data-asked={asked === action || undefined}
              data-none={keys[action] === '' || undefined}
              onBlur={() => setAsked(undefined)}
              onClick={() => setAsked(action)}
              onKeyDown={asked === action ? (event) => take(event, action) : undefined}
              type="button"
            >
              {asked === action ? shellScreen.pressAKey : shownKey(keys[action])}
            </button>
          </li>
        ))}
        {fixedKeyWords.map(([key, words]) => (
          <li key={key}>
            <span>{words}</span>
            <Kbd size="sm">{key}</Kbd>
          </li>
        ))}
      </ul>
      <p className={styles.problem} role="status">
        {problem}
      </p>
      <div className={styles.actions}>
        <Button
          color="gray"
          onClick={() => preferences.setState({ keys: defaultKeys })}
          variant="default"
        >
          {shellScreen.asTheyWereAtFirst}
        </Button>
        <Button onClick={onClose}>{shellScreen.done}</Button>
      </div>
    </dialog>
  )
}
