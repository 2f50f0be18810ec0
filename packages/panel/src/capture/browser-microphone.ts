/** The real microphone: getUserMedia into an AudioWorklet at the device's own rate. */
import { err, ok, type Result } from '@sotto/kernel'
import type {
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
  RunningMicrophone,
  StartMicrophone,
} from '../model/talk/microphone.ts'
import captureWorkletUrl from './capture.worklet.ts?worker&url'
import { microphoneFailureOf } from './microphone-failure.ts'
import { captureProcessorName, type FromCapture, type ToCapture } from './worklet-messages.ts'

export const startBrowserMicrophone: StartMicrophone = async (processing, listener) => {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) return err('not-secure')
  try {
    const stream = await devices.getUserMedia({ audio: constraints(processing), video: false })
    return await connect(stream, listener)
  } catch (failure) {
    return err(microphoneFailureOf(failure))
  }
}

function constraints(processing: MicrophoneProcessing): MediaTrackConstraints {
  return {
    echoCancellation: processing.echoCancellation,
    noiseSuppression: processing.noiseSuppression,
    autoGainControl: processing.automaticGain,
    channelCount: { ideal: 1 },
  }
}

async function connect(
  stream: MediaStream,
  listener: MicrophoneListener,
): Promise<Result<RunningMicrophone, MicrophoneFailure>> {
  const [track] = stream.getAudioTracks()
  if (track === undefined) return err('not-found')
  const context = openContext(track)
  const stop = () => {
    track.onended = null
    track.stop()
    if (context.state !== 'closed') void context.close()
  }
  try {
    await context.audioWorklet.addModule(captureWorkletUrl)
    await context.resume()
  } catch (failure) {
    stop()
    return err(microphoneFailureOf(failure))
  }
  const node = new AudioWorkletNode(context, captureProcessorName, { numberOfOutputs: 0 })
  context.createMediaStreamSource(stream).connect(node)
  const say = (message: ToCapture) => node.port.postMessage(message)
  node.port.onmessage = ({ data }: MessageEvent<FromCapture>) => {
    if (data.type === 'frame') listener.onFrame(data.samples, data.captureTimeMs, data.burst)
    else listener.onLevel(data.level)
  }
  node.onprocessorerror = () => listener.onLost('unknown')
  track.onended = () => listener.onLost('unplugged')
  return ok({
    open: (burst) => say({ type: 'open', burst }),
    shut: () => say({ type: 'shut' }),
    stop,
  })
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
