/** The conversations that can be asked for by name. */
import { type ChannelTraits, ordinaryChannel } from '../world/conversations/participants.ts'
import type { ConversationMedia } from '../world/shapes.ts'

export const scenarioNames = [
  'steady',
  'quiet-customer',
  'busy',
  'pii',
  'cross-region',
  'chat',
  'email',
  'no-whisper-support',
  'no-pcmu',
] as const

export type ScenarioName = (typeof scenarioNames)[number]

export interface ScenarioTraits {
  readonly mediaType: ConversationMedia
  /** False: soft room tone only, so that nothing said by the customer disturbs a measurement. */
  readonly customerSpeaks: boolean
  /** Controls wait 10–15 s in the media queue. */
  readonly loadedMediaQueue: boolean
  /** The dialogue has personal data planted in it. */
  readonly personalData: boolean
  readonly agentChannel: ChannelTraits
  /** Undefined: the region of most people. */
  readonly region: string | undefined
}

const steady: ScenarioTraits = {
  mediaType: 'VOICE',
  customerSpeaks: true,
  loadedMediaQueue: false,
  personalData: false,
  agentChannel: ordinaryChannel,
  region: undefined,
}

export const scenarios = {
  steady,
  'quiet-customer': { ...steady, customerSpeaks: false },
  busy: { ...steady, loadedMediaQueue: true },
  pii: { ...steady, personalData: true },
  // No supervisor of the cast works there.
  'cross-region': { ...steady, region: 'ap-south-1' },
  chat: { ...steady, mediaType: 'CHAT' },
  email: { ...steady, mediaType: 'EMAIL' },
  'no-whisper-support': {
    ...steady,
    agentChannel: { ...ordinaryChannel, whisperSupported: false },
  },
  'no-pcmu': { ...steady, agentChannel: { ...ordinaryChannel, codecs: ['OPUS', 'G722'] } },
} as const satisfies Record<ScenarioName, ScenarioTraits>
