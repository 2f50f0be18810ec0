/** Hear yourself before anybody else does: level, headset and connection, each with a verdict in words. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { LevelMeter } from '../../components/level-meter.tsx'
import { Problem } from '../../components/problem.tsx'
import { useModal } from '../../hooks/use-modal.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useMicrophoneTest } from '../../hooks/use-state-of.ts'
import type { MicrophoneTestState } from '../../model/microphone-test/microphone-test.ts'
import {
  echoVerdict,
  levelVerdict,
  networkVerdict,
  type Verdict,
} from '../../words/microphone-test-words.ts'
import { microphoneHealthWords, rateWords } from '../../words/microphone-words.ts'
import { microphoneFailureWords } from '../../words/talk-words.ts'
import { MicrophoneSelect } from './microphone-select.tsx'
import styles from './microphone-test.module.css'
import { VerdictLine } from './verdict-line.tsx'

type Open = Extract<MicrophoneTestState, { readonly state: 'open' }>

const headingId = 'microphone-test-heading'

/** Stands on the page once; shown while the test is not closed. */
export function MicrophoneTestDialog() {
  const test = useMicrophoneTest()
  return test.state === 'closed' ? null : <ShownDialog test={test} />
}

function ShownDialog({ test }: { readonly test: MicrophoneTestState }) {
  const { microphoneTest } = useModel()
  const dialog = useModal()
  return (
    <dialog
      aria-labelledby={headingId}
      className={styles.dialog}
      onCancel={microphoneTest.close}
      ref={dialog}
    >
      <h2 className={styles.heading} id={headingId}>
        Test your microphone
      </h2>
      <p className={styles.lead}>
        Nothing you say here leaves this browser, and your line hears nothing of it.
      </p>
      {test.state === 'asking' ? (
        <p role="status">Allow the microphone in the browser’s question …</p>
      ) : null}
      {test.state === 'failed' ? (
        <Problem
          action={
            <Button onClick={() => void microphoneTest.open()} size="compact-xs" variant="default">
              Ask again
            </Button>
          }
          words={microphoneFailureWords[test.failure]}
        />
      ) : null}
      {test.state === 'open' ? <Steps test={test} /> : null}
      <div className={styles.actions}>
        <Button onClick={microphoneTest.close}>Done</Button>
      </div>
    </dialog>
  )
}

function Steps({ test }: { readonly test: Open }) {
  return (
    <>
      <DeviceStep test={test} />
      <HearYourself test={test} />
      <HeadsetStep test={test} />
      <Step name="Connection" verdict={networkVerdict(test.network)} waiting="Measuring …" />
    </>
  )
}

interface StepProps {
  readonly name: string
  readonly verdict?: Verdict | undefined
  readonly waiting?: string
  readonly children?: ReactNode
}

function Step({ name, verdict, waiting, children }: StepProps) {
  return (
    <section aria-label={name} className={styles.step}>
      <h3 className={styles.stepName}>{name}</h3>
      <div className={styles.stepBody}>
        {children === undefined ? null : <div className={styles.stepActions}>{children}</div>}
        <VerdictLine verdict={verdict} waiting={waiting} />
      </div>
    </section>
  )
}

function DeviceStep({ test }: { readonly test: Open }) {
  const { microphoneTest } = useModel()
  const ill = microphoneHealthWords[test.health]
  const rate = test.facts === undefined ? undefined : rateWords(test.facts)
  return (
    <Step name="Device" waiting={ill ?? rate ?? 'Speak as you would to the agent: the bar moves.'}>
      <MicrophoneSelect />
      <LevelMeter label="You" levels={microphoneTest.levels} of="you" />
    </Step>
  )
}

function HearYourself({ test: { headset, recording } }: { readonly test: Open }) {
  const { microphoneTest } = useModel()
  const isRecording = recording.state === 'recording'
  const level = 'level' in recording ? recording.level : undefined
  return (
    <Step
      name="Hear yourself"
      verdict={level === undefined ? undefined : levelVerdict(level)}
      waiting={isRecording ? 'Speak now …' : 'Record three seconds, then play them back.'}
    >
      <Button
        disabled={isRecording || headset.state === 'checking'}
        onClick={() => void microphoneTest.record()}
        size="xs"
        variant="default"
      >
        {isRecording ? 'Recording …' : 'Record 3 seconds'}
      </Button>
      <Button
        disabled={recording.state !== 'recorded' || headset.state === 'checking'}
        onClick={() => void microphoneTest.play()}
        size="xs"
        variant="default"
      >
        {recording.state === 'playing' ? 'Playing …' : 'Play it back'}
      </Button>
    </Step>
  )
}

function HeadsetStep({ test: { headset, recording } }: { readonly test: Open }) {
  const { microphoneTest } = useModel()
  const checking = headset.state === 'checking'
  return (
    <Step
      name="Headset"
      verdict={headset.state === 'checked' ? echoVerdict(headset.echo) : undefined}
      waiting={headsetWords[headset.state]}
    >
      <Button
        disabled={checking || recording.state === 'recording' || recording.state === 'playing'}
        onClick={() => void microphoneTest.checkHeadset()}
        size="xs"
        variant="default"
      >
        {checking ? 'Checking …' : 'Check for an echo'}
      </Button>
    </Step>
  )
}

const headsetWords = {
  none: 'Plays a soft sound for two seconds and listens whether it comes back.',
  checking: 'Stay quiet for two seconds …',
  failed: 'The browser did not play the sound, so it cannot be told.',
  checked: '',
} as const
