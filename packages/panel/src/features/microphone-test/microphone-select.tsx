import { useId } from 'react'
import shared from '../../components/button.module.css'
import { useModel } from '../../hooks/use-model.ts'
import { useMicrophones, usePreferences } from '../../hooks/use-state-of.ts'
import { isMissing, realMicrophones } from '../../model/talk/microphone-list.ts'
import {
  microphoneName,
  missingMicrophoneWords,
  systemDefaultWords,
} from '../../words/microphone-words.ts'
import { microphoneTestScreen } from '../../words/screens/microphone-test.ts'
import styles from './microphone-select.module.css'

/** The browser's own list box. Names are there once the microphone has been allowed. */
export function MicrophoneSelect() {
  const { preferences } = useModel()
  const { microphone: chosen } = usePreferences()
  const devices = useMicrophones()
  const id = useId()
  const known = realMicrophones(devices)
  const missing = isMissing(chosen, devices)
  const isListed =
    chosen === undefined || known.some(({ deviceId }) => deviceId === chosen.deviceId)

  function choose(deviceId: string): void {
    const device = known.find((candidate) => candidate.deviceId === deviceId)
    preferences.setState({ microphone: device })
  }

  return (
    <div className={styles.select}>
      <label className={styles.selectLabel} htmlFor={id}>
        {microphoneTestScreen.microphone}
      </label>
      <select
        className={`${shared.input} ${styles.selectBox}`}
        id={id}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        value={chosen?.deviceId ?? ''}
      >
        <option value="">{systemDefaultWords}</option>
        {isListed ? null : <option value={chosen.deviceId}>{chosen.label}</option>}
        {known.map(({ deviceId, label }, index) => (
          <option key={deviceId} value={deviceId}>
            {microphoneName(label, index)}
          </option>
        ))}
      </select>
      {missing && chosen !== undefined ? (
        <span className={styles.note}>{missingMicrophoneWords(chosen.label)}</span>
      ) : null}
    </div>
  )
}
