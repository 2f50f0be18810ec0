/** The line that stands in another conversation than the one on screen: in sight on every page, with the way back to it. */
import { Button } from '@mantine/core'
import { ModeMark } from '../../components/mode-mark.tsx'
import { Timer } from '../../components/timer.tsx'
import { useControls, useConversation } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { modeOfLine } from '../../model/line/mode-of-line.ts'
import { nameOrNone } from '../../words/conversation-words.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './notices.module.css'

/** Selecting another row leaves the line where it is; the microphone is cut meanwhile. */
export function LineElsewhere({ openId }: { readonly openId: string | undefined }) {
  const lineId = useLine((line) => line.conversationId)
  return lineId === undefined || lineId === openId ? null : <MiniBar lineId={lineId} />
}

function MiniBar({ lineId }: { readonly lineId: string }) {
  const { line } = useModel()
  const row = useConversation(lineId)
  const agentName = row === undefined ? shellScreen.anotherAgent : nameOrNone(row.agentName)
  const mode = modeOfLine(useControls(lineId))
  return (
    <div className={styles.notice} data-mode={mode} role="status">
      <ModeMark mode={mode} />
      <span className={styles.words}>
        {shellScreen.yourLineIsStillIn} <bdi>{agentName}</bdi>
        {shellScreen.yourMicrophoneIsCutWhile}
      </span>
      {row === undefined ? null : (
        <span aria-hidden>
          <Timer since={row.startedAt} />
        </span>
      )}
      <span className={styles.actions}>
        <Button
          color="gray"
          onClick={() => navigate({ view: 'conversation', conversationId: lineId })}
          size="compact-sm"
          variant="default"
        >
          {shellScreen.goBack}
        </Button>
        <Button color="bad" onClick={() => void line.setMode(lineId, 'off')} size="compact-sm">
          {shellScreen.stopListening}
        </Button>
      </span>
    </div>
  )
}
