import { Button } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { useMicrophones, usePreferences } from '../../hooks/use-state-of.ts'
import type { LineProblem } from '../../model/line/line-state.ts'
import type { MicrophoneFailure } from '../../model/talk/microphone.ts'
import { nextMicrophone } from '../../model/talk/microphone-list.ts'
import { talkScreen } from '../../words/screens/talk.ts'

/** Where another device may help. */
const helps: ReadonlySet<MicrophoneFailure> = new Set(['unplugged', 'busy', 'not-fitting'])

/** After a microphone was lost: the next one that is plugged in, by its name. */
export function OtherMicrophone({ problem }: { readonly problem: LineProblem }) {
  const { line, preferences } = useModel()
  const { microphone } = usePreferences()
  const devices = useMicrophones()
  if (problem.kind !== 'microphone' || !helps.has(problem.failure)) return null
  const other = nextMicrophone(devices, microphone?.deviceId)
  if (other === undefined) return null
  return (
    <Button
      onClick={() => {
        preferences.setState({ microphone: other })
        void line.setMode(problem.conversationId, 'coach')
      }}
      size="compact-xs"
      variant="default"
    >
      {talkScreen.coachWith(other.label)}
    </Button>
  )
}
