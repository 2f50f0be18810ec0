/** Holds at most one microphone: asks for it once, drops an answer that comes too late, and gives it back. */
import { err, ok, type Result } from '@sotto/kernel'
import {
  type MicrophoneFacts,
  type MicrophoneFailure,
  type MicrophoneListener,
  type MicrophoneProcessing,
  noLevel,
  type RunningMicrophone,
  type StartMicrophone,
} from './microphone.ts'

export type MicrophoneState = 'off' | 'asking' | 'on'

export interface MicrophoneHolder {
  state(): MicrophoneState
  /** Resolves to `superseded` when `stop` was called, or another start, while the person was being asked. */
  start(processing: MicrophoneProcessing): Promise<Result<'on' | 'superseded', MicrophoneFailure>>
  /** Another processing or device for the one that runs. */
  use(processing: MicrophoneProcessing): Promise<Result<true, MicrophoneFailure>>
  /** The same object until it becomes another device. */
  facts(): MicrophoneFacts | undefined
  open(burst: number): void
  shut(): void
  stop(): void
}

export function createMicrophoneHolder(
  startMicrophone: StartMicrophone,
  listener: MicrophoneListener,
): MicrophoneHolder {
  let running: RunningMicrophone | undefined
  let facts: MicrophoneFacts | undefined
  let asking: number | undefined
  let generation = 0

  function stop(): void {
    generation += 1
    running?.shut()
    running?.stop()
    running = undefined
    facts = undefined
    listener.onLevel(noLevel)
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
      facts = running.facts()
      return ok('on')
    },
    async use(processing) {
      const used = running
      if (used === undefined) return err('unknown')
      const answer = await used.use(processing)
      if (answer.ok && used === running) facts = used.facts()
      return answer
    },
    facts: () => facts,
    open: (burst) => running?.open(burst),
    shut: () => running?.shut(),
    stop,
  }
}
