/** The real microphone: getUserMedia into an AudioWorklet at the device's own rate. */
import { type Clock, err, ok, type Result } from '@sotto/kernel'
import type {
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
  RunningMicrophone,
  StartMicrophone,
} from '../model/talk/microphone.ts'
import captureWorkletUrl from './capture.worklet.ts?worker&url'
import { microphoneFailureOf, type PageFacts } from './microphone-failure.ts'
import { captureProcessorName, type FromCapture, type ToCapture } from './worklet-messages.ts'

/** So long a browser that allows sound may take to start it. */
const startMs = 2_000

export function createBrowserMicrophone(clock: Clock): StartMicrophone {
  return async (processing, listener) => {
    try {
      const source = await openDevice(processing)
      return ok(await connect(clock, source, processing, listener))
    } catch (failure) {
      return err(await explain(failure))
    }
  }
}

async function explain(failure: unknown): Promise<MicrophoneFailure> {
  return microphoneFailureOf(failure, { isSecure: isSecureContext, permission: await permission() })
}

async function permission(): Promise<PageFacts['permission']> {
  try {
    // Not every browser knows this name, and those throw.
    return (await navigator.permissions.query({ name: 'microphone' })).state
  } catch {
    return undefined
  }
}

interface Device {
  readonly stream: MediaStream
  readonly track: MediaStreamTrack
}

async function openDevice(processing: MicrophoneProcessing): Promise<Device> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: constraints(processing),
    video: false,
  })
  const [track] = stream.getAudioTracks()
  if (track === undefined) throw new DOMException('no audio track', 'NotFoundError')
  return { stream, track }
}

function constraints(processing: MicrophoneProcessing): MediaTrackConstraints {
  const { automaticGain, deviceId, echoCancellation, noiseSuppression } = processing
  return {
    echoCancellation,
    noiseSuppression,
    autoGainControl: automaticGain,
    channelCount: { ideal: 1 },
    // A wish, not a condition: a headset left at home must not stop anybody from coaching.
    ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }),
  }
}

async function connect(
  clock: Clock,
  first: Device,
  firstProcessing: MicrophoneProcessing,
  listener: MicrophoneListener,
): Promise<RunningMicrophone> {
  const context = openContext(first.track)
  let device = first
  let processing = firstProcessing
  let isStopped = false
  let source: MediaStreamAudioSourceNode | undefined

  function stop(): void {
    isStopped = true
    context.onstatechange = null
    release(device)
    if (context.state !== 'closed') void context.close()
  }

  try {
    await context.audioWorklet.addModule(captureWorkletUrl)
    await running(clock, context)
    source = context.createMediaStreamSource(device.stream)
  } catch (failure) {
    stop()
    throw failure
  }
  const node = new AudioWorkletNode(context, captureProcessorName, { numberOfOutputs: 0 })
  const say = (message: ToCapture) => node.port.postMessage(message)
  node.port.onmessage = ({ data }: MessageEvent<FromCapture>) => {
    if (data.type === 'frame') listener.onFrame(data.samples, data.captureTimeMs, data.burst)
    else listener.onLevel(data.level)
  }
  node.onprocessorerror = () => listener.onLost('unknown')
  context.onstatechange = () => {
    if (context.state !== 'running') listener.onLost('suspended')
  }
  const watch = ({ track }: Device) => {
    track.onended = () => listener.onLost('unplugged')
  }
  watch(device)
  source.connect(node)

  /** The new one sounds before the old one goes: no gap. */
  function exchange(next: Device): void {
    const nextSource = context.createMediaStreamSource(next.stream)
    nextSource.connect(node)
    source?.disconnect()
    release(device)
    source = nextSource
    device = next
    watch(device)
  }

  async function use(wish: MicrophoneProcessing): Promise<Result<true, MicrophoneFailure>> {
    if (wish.deviceId === processing.deviceId && (await applied(device.track, wish))) {
      processing = wish
      return ok(true)
    }
    let next: Device | undefined
    try {
      next = await openDevice(wish)
      if (isStopped) release(next)
      else exchange(next)
      processing = wish
      return ok(true)
    } catch (failure) {
      if (next !== undefined) release(next)
      return err(await explain(failure))
    }
  }

  return {
    facts() {
      const { deviceId = '', sampleRate = context.sampleRate } = device.track.getSettings()
      return { deviceId, label: device.track.label, sampleRateHz: sampleRate }
    },
    open: (burst) => say({ type: 'open', burst }),
    shut: () => say({ type: 'shut' }),
    use,
    stop,
  }
}

function release({ track }: Device): void {
  track.onended = null
  track.stop()
}

/** Some browsers take it and change nothing, so the track itself is asked. */
async function applied(track: MediaStreamTrack, wish: MicrophoneProcessing): Promise<boolean> {
  try {
    await track.applyConstraints(constraints(wish))
  } catch {
    return false
  }
  const now = track.getSettings()
  return (
    now.echoCancellation === wish.echoCancellation &&
    now.noiseSuppression === wish.noiseSuppression &&
    now.autoGainControl === wish.automaticGain
  )
}

/** A browser that plays and captures nothing before a press leaves this waiting for ever. */
async function running(clock: Clock, context: AudioContext): Promise<void> {
  const tooLate = new Promise<never>((_resolve, reject) => {
    clock.schedule(startMs, () =>
      reject(new DOMException('the audio context does not run', 'InvalidStateError')),
    )
  })
  await Promise.race([context.resume(), tooLate])
}

/** At the device's rate where the browser tells it, so that nobody resamples before our own filter. */
function openContext(track: MediaStreamTrack): AudioContext {
  const { sampleRate } = track.getSettings()
  if (sampleRate === undefined) return new AudioContext({ latencyHint: 'interactive' })
  try {
    return new AudioContext({ latencyHint: 'interactive', sampleRate })
  } catch {
    return new AudioContext({ latencyHint: 'interactive' })
  }
}
