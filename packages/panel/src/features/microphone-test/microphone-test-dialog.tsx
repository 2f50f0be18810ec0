/** Hear yourself before anybody else does: level, headset and connection, each with a verdict in words. */

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { LevelMeter } from '../../components/level-meter.tsx'
import { Problem } from '../../components/problem.tsx'
import { useMicrophoneTest } from '../../hooks/use-microphone-test.ts'
import { useModal } from '../../hooks/use-modal.ts'
import { useModel } from '../../hooks/use-model.ts'
import type { MicrophoneTestState } from '../../model/microphone-test/microphone-test.ts'
import { microphoneTestOf } from '../../model/microphone-test/microphone-test.ts'
import { microphoneFailureWords } from '../../words/microphone-failure-words.ts'
import {
  echoVerdict,
  levelVerdict,
  networkVerdict,
  type Verdict,
} from '../../words/microphone-test-words.ts'
import { microphoneHealthWords, rateWords } from '../../words/microphone-words.ts'
import { microphoneTestScreen } from '../../words/screens/microphone-test.ts'
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
  const microphoneTest = microphoneTestOf(useModel())
  const dialog = useModal()
  return (
    <dialog
      aria-labelledby={headingId}
      className={styles.dialog}
      onCancel={microphoneTest.close}
      ref={dialog}
    >
      <h2 className={styles.heading} id={headingId}>
        {microphoneTestScreen.testYourMicrophone}
      </h2>
      <p className={styles.lead}>{microphoneTestScreen.nothingYouSayHereLeaves}</p>
      {test.state === 'asking' ? (
        <p role="status">{microphoneTestScreen.allowTheMicrophoneInThe}</p>
      ) : null}
      {test.state === 'failed' ? (
        <Problem
          action={
            <Button onClick={() => void microphoneTest.open()} size="compact-xs" variant="default">
              {microphoneTestScreen.askAgain}
            </Button>
          }
          words={microphoneFailureWords[test.failure]}
        />
      ) : null}
      {test.state === 'open' ? <Steps test={test} /> : null}
      <div className={styles.actions}>
        <Button onClick={microphoneTest.close}>{microphoneTestScreen.done}</Button>
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
      <Step
        name={microphoneTestScreen.connection}
        verdict={networkVerdict(test.network)}
        waiting={microphoneTestScreen.measuring}
      />
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
  const microphoneTest = microphoneTestOf(useModel())
  const ill = microphoneHealthWords[test.health]
  const rate = test.facts === undefined ? undefined : rateWords(test.facts)
  return (
    <Step
      name={microphoneTestScreen.device}
      waiting={ill ?? rate ?? microphoneTestScreen.speakAsYouWouldTo}
    >
      <MicrophoneSelect />
      <LevelMeter label={microphoneTestScreen.you} levels={microphoneTest.levels} of="you" />
    </Step>
  )
}

function HearYourself({ test: { headset, recording } }: { readonly test: Open }) {
  const microphoneTest = microphoneTestOf(useModel())
  const isRecording = recording.state === 'recording'
  const level = 'level' in recording ? recording.level : undefined
  return (
    <Step
      name={microphoneTestScreen.hearYourself}
      verdict={level === undefined ? undefined : levelVerdict(level)}
      waiting={
        isRecording
          ? microphoneTestScreen.speakNow
          : microphoneTestScreen.recordThreeSecondsThenPlay
      }
    >
      <Button
        disabled={isRecording || headset.state === 'checking'}
        onClick={() => void microphoneTest.record()}
        size="xs"
        variant="default"
      >
        {isRecording ? microphoneTestScreen.recording : microphoneTestScreen.record3Seconds}
      </Button>
      <Button
        disabled={recording.state !== 'recorded' || headset.state === 'checking'}
        onClick={() => void microphoneTest.play()}
        size="xs"
        variant="default"
      >
        {recording.state === 'playing'
          ? microphoneTestScreen.playing
          : microphoneTestScreen.playItBack}
      </Button>
    </Step>
  )
}

function HeadsetStep({ test: { headset, recording } }: { readonly test: Open }) {
  const microphoneTest = microphoneTestOf(useModel())
  const checking = headset.state === 'checking'
  return (
    <Step
      name={microphoneTestScreen.headset}
      verdict={headset.state === 'checked' ? echoVerdict(headset.echo) : undefined}
      waiting={headsetWords[headset.state]}
    >
      <Button
        disabled={checking || recording.state === 'recording' || recording.state === 'playing'}
        onClick={() => void microphoneTest.checkHeadset()}
        size="xs"
        variant="default"
      >
        {checking ? microphoneTestScreen.checking : microphoneTestScreen.checkForAnEcho}
      </Button>
    </Step>
  )
}

const headsetWords = {
  none: microphoneTestScreen.playsASoftSoundFor,
  checking: microphoneTestScreen.stayQuietForTwoSeconds,
  failed: microphoneTestScreen.theBrowserDidNotPlay,
  checked: '',
} as const
