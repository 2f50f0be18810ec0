import { Switch } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import type { Preferences } from '../../model/preferences.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import styles from './microphone.module.css'

const switches = [
  ['echoCancellation', talkScreen.echoCancellation],
  ['noiseSuppression', talkScreen.noiseSuppression],
  ['automaticGain', talkScreen.automaticGain],
] as const satisfies readonly (readonly [keyof Preferences, string])[]

/** What the browser does to the microphone's sound before we get it. */
export function SoundSwitches() {
  const { preferences } = useModel()
  const chosen = usePreferences()
  return (
    <div className={styles.switches}>
      {switches.map(([name, label]) => (
        <Switch
          checked={chosen[name]}
          key={name}
          label={label}
          onChange={({ currentTarget }) => preferences.setState({ [name]: currentTarget.checked })}
          size="xs"
        />
      ))}
    </div>
  )
}
