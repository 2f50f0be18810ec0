/** Which microphone, how the browser treats its sound, and what is wrong with it. */

import { Button } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { useLine, usePreferences } from '../../hooks/use-state-of.ts'
import { microphoneTestOf } from '../../model/microphone-test/microphone-test.ts'
import {
  isNarrow,
  microphoneHealthWords,
  rateWords,
  soundTreatmentWords,
} from '../../words/microphone-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { MicrophoneSelect } from '../microphone-test/microphone-select.tsx'
import styles from './microphone.module.css'
import { SoundSwitches } from './sound-switches.tsx'

export function MicrophoneRow({ isOn }: { readonly isOn: boolean }) {
  const microphoneTest = microphoneTestOf(useModel())
  const chosen = usePreferences()
  return (
    <div className={styles.row}>
      <MicrophoneSelect />
      <Button onClick={() => void microphoneTest.open()} size="compact-sm" variant="default">
        {talkScreen.testMicrophone}
      </Button>
      <details className={styles.treatment}>
        <summary>{soundTreatmentWords(chosen)}</summary>
        <SoundSwitches />
      </details>
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
