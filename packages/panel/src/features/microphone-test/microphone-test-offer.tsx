import { Button } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { microphoneTestOf } from '../../model/microphone-test/microphone-test.ts'
import { microphoneTestScreen } from '../../words/screens/microphone-test.ts'
import styles from './microphone-test.module.css'

/** The first time coaching begins in this browser: offered, and in nobody's way. */
export function MicrophoneTestOffer() {
  const model = useModel()
  const { preferences } = model
  const microphoneTest = microphoneTestOf(model)
  const { microphoneTestSeen } = usePreferences()
  if (microphoneTestSeen) return null
  return (
    <div className={styles.offer} role="status">
      <span className={styles.offerWords}>{microphoneTestScreen.firstTimeCoachingHereHear}</span>
      <Button onClick={() => void microphoneTest.open()} size="compact-sm">
        {microphoneTestScreen.testNow}
      </Button>
      <Button
        onClick={() => preferences.setState({ microphoneTestSeen: true })}
        size="compact-sm"
        variant="default"
      >
        {microphoneTestScreen.skip}
      </Button>
    </div>
  )
}
