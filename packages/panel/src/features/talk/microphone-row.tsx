/** Which microphone, how the browser treats its sound, and what is wrong with it. */
import { Button, Switch } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { useLine, usePreferences } from '../../hooks/use-state-of.ts'
import type { Preferences } from '../../model/preferences.ts'
import { isNarrow, microphoneHealthWords, rateWords } from '../../words/microphone-words.ts'
import { MicrophoneSelect } from '../microphone-test/microphone-select.tsx'
import styles from './microphone.module.css'

const switches = [
  ['echoCancellation', 'Echo cancellation'],
  ['noiseSuppression', 'Noise suppression'],
  ['automaticGain', 'Automatic gain'],
] as const satisfies readonly (readonly [keyof Preferences, string])[]

export function MicrophoneRow({ isOn }: { readonly isOn: boolean }) {
  const { microphoneTest, preferences } = useModel()
  const chosen = usePreferences()
  return (
    <div className={styles.row}>
      <MicrophoneSelect />
      <Button onClick={() => void microphoneTest.open()} size="compact-sm" variant="default">
        Test microphone
      </Button>
      <div className={styles.switches}>
        {switches.map(([name, label]) => (
          <Switch
            checked={chosen[name]}
            key={name}
            label={label}
            onChange={({ currentTarget }) =>
              preferences.setState({ [name]: currentTarget.checked })
            }
            size="xs"
          />
        ))}
      </div>
      {isOn ? <MicrophoneNotes /> : null}
    </div>
  )
}

function MicrophoneNotes() {
  const health = useLine((line) => line.microphoneHealth)
  const facts = useLine((line) => line.microphoneFacts)
  const ill = microphoneHealthWords[health]
  // A usual rate is for the test to tell; one that costs quality is said where the talking is.
  const rate = facts !== undefined && isNarrow(facts) ? rateWords(facts) : undefined
  return (
    <>
      {ill === undefined ? null : (
        <p className={styles.ill} role="status">
          {ill}
        </p>
      )}
      {rate === undefined ? null : <p className={styles.note}>{rate}</p>}
    </>
  )
}
