/** Looks once a second, while there is a sound connection, at what is wrong with what is heard, and tells it when that changes. */
import {
  type HearingCause,
  type HearingJudgement,
  hearingCausesOf,
  judgeHearing,
} from '@sotto/domain'
import type { Cancel, Clock } from '@sotto/kernel'
import { type AudioClient, noSoundAfterMs } from '../audio/audio-client.ts'

type Heard = Pick<AudioClient, 'heard' | 'link' | 'soundGapMs'>

export interface Hearing {
  readonly causes: readonly HearingCause[]
  /** The connection stands, and no sound comes on it. */
  readonly isMissing: boolean
}

export interface HearingWatch {
  /** The connection has changed. What was told stays until it has been calm, also over a short absence. */
  follow(audio: Heard): void
  close(): void
}

const lookAgainMs = 1_000

export function createHearingWatch(clock: Clock, tell: (hearing: Hearing) => void): HearingWatch {
  let judgement: HearingJudgement = {}
  let told: Hearing = { causes: [], isMissing: false }
  let isLooking = false
  let cancelLook: Cancel = () => {}

  function review(next: HearingJudgement, isMissing: boolean): void {
    judgement = next
    const causes = hearingCausesOf(judgement)
    if (causes.join() === told.causes.join() && isMissing === told.isMissing) return
    told = { causes, isMissing }
    tell(told)
  }

  function look(audio: Heard): void {
    cancelLook()
    const next = judgeHearing(judgement, audio.heard(), clock.monotonicNow())
    review(next, audio.soundGapMs >= noSoundAfterMs)
    cancelLook = clock.schedule(lookAgainMs, () => look(audio))
  }

  function stop(): void {
    cancelLook()
    isLooking = false
  }

  return {
    follow(audio) {
      const isWanted = audio.link() !== 'off'
      // Sound that comes again is said at once.
      if (isWanted && (!isLooking || told.isMissing)) look(audio)
      if (!isWanted && isLooking) {
        stop()
        review({}, false)
      }
      isLooking = isWanted
    },
    close: stop,
  }
}
