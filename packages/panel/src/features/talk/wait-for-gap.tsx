import { Switch } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { talkScreen } from '../../words/screens/talk.ts'

/** A remark that talks over nobody: the key waits for the gap (B8). */
export function WaitForGap() {
  const { preferences } = useModel()
  const { speakInGap } = usePreferences()
  return (
    <Switch
      checked={speakInGap}
      label={talkScreen.waitForAGap}
      onChange={({ currentTarget }) => preferences.setState({ speakInGap: currentTarget.checked })}
      size="xs"
    />
  )
}
