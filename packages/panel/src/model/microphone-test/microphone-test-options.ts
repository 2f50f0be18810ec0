/** What the microphone test works with. */
import type { Clock } from '@sotto/kernel'
import type { AudioClient } from '../audio/audio-client.ts'
import type { PreferencesStore } from '../preferences.ts'
import type { MicrophoneDevices, StartMicrophone } from '../talk/microphone.ts'
import type { PlayClip } from './clip-player.ts'

export interface MicrophoneTestOptions {
  readonly clock: Clock
  readonly startMicrophone: StartMicrophone
  readonly devices: MicrophoneDevices
  readonly preferences: PreferencesStore
  readonly network: Pick<AudioClient, 'hold' | 'ping' | 'roundTripsMs'>
  readonly playClip: PlayClip
  /** Whatever is being said to somebody ends here. */
  readonly cutLine: () => void
}
