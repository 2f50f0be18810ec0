/** Holds at most one microphone: asks for it once, drops an answer that comes too late, and gives it back. */
import { ok, type Result } from '@sotto/kernel'
import type {
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
  RunningMicrophone,
  StartMicrophone,
} from './microphone.ts'

export type MicrophoneState = 'off' | 'asking' | 'on'

export interface MicrophoneHolder {
  state(): MicrophoneState
  /** Resolves to `superseded` when `stop` was called, or another start, while the person was being asked. */
  start(processing: MicrophoneProcessing): Promise<Result<'on' | 'superseded', MicrophoneFailure>>
  open(burst: number): void
  shut(): void
  stop(): void
}

export function createMicrophoneHolder(
  startMicrophone: StartMicrophone,
  listener: MicrophoneListener,
): MicrophoneHolder {
  let running: RunningMicrophone | undefined
  let asking: number | undefined
  let generation = 0

  function stop(): void {
    generation += 1
    running?.shut()
    running?.stop()
    running = undefined
    listener.onLevel(0)
  }

  return {
    state: () => (running !== undefined ? 'on' : asking === generation ? 'asking' : 'off'),
    async start(processing) {
      stop()
      const mine = generation
      const whileMine = (run: () => void) => {
        if (mine === generation) run()
      }
      asking = mine
      const answer = await startMicrophone(processing, {
        onFrame: (samples, captureTimeMs, burst) =>
          whileMine(() => listener.onFrame(samples, captureTimeMs, burst)),
        onLevel: (level) => whileMine(() => listener.onLevel(level)),
        onLost: (failure) => whileMine(() => listener.onLost(failure)),
      })
      if (asking === mine) asking = undefined
      if (mine !== generation) {
        if (answer.ok) answer.value.stop()
        return ok('superseded')
      }
      if (!answer.ok) return answer
      running = answer.value
      return ok('on')
    },
    open: (burst) => running?.open(burst),
    shut: () => running?.shut(),
    stop,
  }
}
