/** Hold to talk, how loud I am, what reaches the agent, and how the microphone is treated. */
import { Slider } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { LevelMeter } from '../../components/level-meter.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useLine, useUnsupported } from '../../hooks/use-state-of.ts'
import { largestMixLevel, smallestMixLevel } from '../../model/line/line-state.ts'
import { decimal } from '../../words/number-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { MicrophoneTestOffer } from '../microphone-test/microphone-test-offer.tsx'
import { GapLight } from './gap-light.tsx'
import { MicrophoneRow } from './microphone-row.tsx'
import styles from './talk.module.css'
import { TalkButton } from './talk-button.tsx'
import { WaitForGap } from './wait-for-gap.tsx'

export function TalkPanel({ detail }: { readonly detail: ConversationDetail }) {
  const isHere = useLine((line) => line.conversationId === detail.id)
  const microphone = useLine((line) => line.microphone)
  const hasMixLevel = useUnsupported('mixLevel') === undefined
  return (
    <div className={styles.talk}>
      {isHere && microphone !== 'off' ? <MicrophoneTestOffer /> : null}
      <TalkButton
        barging={detail.mode.confirmed === 'barge'}
        mayBegin={detail.allowed.coach.allowed || detail.allowed.barge.allowed}
      />
      <div className={styles.side}>
        {isHere ? <LevelMeter label={talkScreen.you} of="you" /> : null}
        <div className={styles.gapRow}>
          {isHere ? <GapLight /> : null}
          <WaitForGap />
        </div>
        {isHere ? <Heard barging={detail.mode.confirmed === 'barge'} /> : null}
        {hasMixLevel ? <MixLevel coaching={detail.mode.wanted === 'coach'} /> : null}
      </div>
      <MicrophoneRow isOn={isHere && microphone === 'on'} />
    </div>
  )
}

const sampleRateHz = 16_000

/** What the platform itself says it gave to the ears: the proof that speaking was not for nothing. */
function Heard({ barging }: { readonly barging: boolean }) {
  const mixedSamples = useLine((line) => line.position?.mixedSamples ?? 0)
  const clippedSamples = useLine((line) => line.position?.clippedSamples ?? 0)
  if (mixedSamples === 0) return null
  return (
    <p className={styles.heard} data-tabular>
      {talkScreen.thePlatformGave[barging ? 'barge' : 'coach'](
        decimal(mixedSamples / sampleRateHz, 1),
      )}
      {clippedSamples > 0 ? talkScreen.someOfItWasToo : ''}
    </p>
  )
}

function MixLevel({ coaching }: { readonly coaching: boolean }) {
  const { line } = useModel()
  const mixLevel = useLine((state) => state.mixLevel)
  return (
    <div className={styles.mix}>
      <span className={styles.mixLabel} data-tabular>
        {talkScreen.mix(decimal(mixLevel, 2))}
      </span>
      <Slider
        className={styles.slider}
        label={null}
        max={largestMixLevel}
        min={smallestMixLevel}
        onChange={line.setMixLevel}
        size="sm"
        step={0.05}
        thumbLabel={talkScreen.mixLevel}
        value={mixLevel}
      />
      {coaching ? <span className={styles.hint}>{talkScreen.forYourNextLine}</span> : null}
    </div>
  )
}
