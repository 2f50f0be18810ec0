/** Looks once a second, while there is a sound connection, at what is wrong with what is heard, and tells it when that changes. */
import {
  type HearingCause,
  type HearingJudgement,
  hearingCausesOf,
  judgeHearing,
} from '@sotto/domain'
import type { Cancel, Clock } from '@sotto/kernel'
import type { AudioClient } from '../audio/audio-client.ts'

export interface HearingWatch {
  /** The connection has changed. What was told stays until it has been calm, also over a short absence. */
  follow(audio: Pick<AudioClient, 'heard' | 'link'>): void
  close(): void
}

const lookAgainMs = 1_000

export function createHearingWatch(
  clock: Clock,
  tell: (causes: readonly HearingCause[]) => void,
): HearingWatch {
  let judgement: HearingJudgement = {}
  let told = ''
  let isLooking = false
  let cancelLook: Cancel = () => {}

  function judge(next: HearingJudgement): void {
    judgement = next
    const causes = hearingCausesOf(judgement)
    if (causes.join() === told) return
    told = causes.join()
    tell(causes)
  }

  function look(audio: Pick<AudioClient, 'heard'>): void {
    judge(judgeHearing(judgement, audio.heard(), clock.monotonicNow()))
    cancelLook = clock.schedule(lookAgainMs, () => look(audio))
  }

  function stop(): void {
    cancelLook()
    isLooking = false
  }

  return {
    follow(audio) {
      const isWanted = audio.link() !== 'off'
      if (isWanted === isLooking) return
      stop()
      isLooking = isWanted
      if (isWanted) look(audio)
      else judge({})
    },
    close: stop,
  }
}
