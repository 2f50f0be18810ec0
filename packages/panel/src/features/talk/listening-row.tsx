import { Button } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { LevelMeter } from '../../components/level-meter.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import styles from './line.module.css'

/** Who talks now, and whether their voices come out of this loudspeaker. */
export function ListeningRow({ detail }: { readonly detail: ConversationDetail }) {
  const { line } = useModel()
  const sound = useLine((state) => (state.conversationId === detail.id ? state.sound : 'off'))
  if (sound === 'off') return null
  return (
    <div className={styles.listening}>
      <LevelMeter label={commonScreen.customer} of="customer" />
      <LevelMeter label={commonScreen.agent} of="agent" />
      {sound === 'blocked' ? (
        <Button color="monitor" onClick={line.resumeSound} size="compact-sm">
          {talkScreen.letTheBrowserPlayThe}
        </Button>
      ) : (
        <span className={styles.hint}>
          {sound === 'starting' ? talkScreen.startingTheSound : talkScreen.customerOnTheLeftAgent}
        </span>
      )}
    </div>
  )
}
