/** What happened in this conversation, step by step, for whoever asks whether it arrived; folded away until asked for. */

import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { saveTextFile } from '../../capture/save-file.ts'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { incidentCallsOf } from '../../model/incidents/incident-calls.ts'
import { incidentsOf } from '../../model/incidents/incidents.ts'
import { failureWords } from '../../words/problem-words.ts'
import { incidentScreen } from '../../words/screens/incident.ts'
import styles from './incident.module.css'
import { Timeline } from './timeline.tsx'

const timelineId = 'incident-timeline'

export function IncidentPanel({ conversationId }: { readonly conversationId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-label={incidentScreen.timeline} className={styles.panel}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{incidentScreen.timeline}</h2>
        <Button
          aria-controls={isOpen ? timelineId : undefined}
          aria-expanded={isOpen}
          color="gray"
          onClick={() => setOpen(!isOpen)}
          size="compact-xs"
          variant="default"
        >
          {isOpen ? incidentScreen.hideTimeline : incidentScreen.showTimeline}
        </Button>
        <span className={styles.space} />
        <ExportButton conversationId={conversationId} />
      </div>
      {isOpen ? <WatchedTimeline conversationId={conversationId} key={conversationId} /> : null}
    </section>
  )
}

function WatchedTimeline({ conversationId }: { readonly conversationId: string }) {
  const incidents = incidentsOf(useModel())
  useEffect(() => incidents.watch(conversationId), [incidents, conversationId])
  return (
    <div id={timelineId}>
      <Timeline />
    </div>
  )
}

/** A failure stays beside the button until the next try. */
function ExportButton({ conversationId }: { readonly conversationId: string }) {
  const calls = incidentCallsOf(useModel())
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function exportBundle(): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    const answer = await calls.supportBundle(conversationId)
    setBusy(false)
    if (answer.ok) saveTextFile(answer.value.fileName, answer.value.text)
    else setProblem(incidentScreen.theSupportBundleWasNot(failureWords(answer.error)))
  }

  return (
    <>
      <Button
        color="gray"
        disabled={isBusy}
        onClick={() => void exportBundle()}
        size="compact-xs"
        title={incidentScreen.oneFileWithTimesCodes}
        variant="default"
      >
        {incidentScreen.exportSupportBundle}
      </Button>
      {problem === undefined ? null : (
        <div className={styles.problem}>
          <Problem onDismiss={() => setProblem(undefined)} words={problem} />
        </div>
      )}
    </>
  )
}
