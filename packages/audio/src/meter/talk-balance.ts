/** Who talks, who talks over whom, and how long nobody does, from two voice activities on one clock of frames. */
import { frameMs } from '../frame/audio-format.ts'

export interface TalkBalance {
  /** How long nobody has spoken by now; 0 while somebody does. */
  readonly silenceMs: number
  /** How long both have been speaking by now; 0 unless both do. */
  readonly talkOverMs: number
  /** Time in which both spoke, since the beginning. */
  readonly overlapMs: number
  readonly agentTalkMs: number
  readonly customerTalkMs: number
  /** Of all talking, the agent's part: 0 to 1; 0 while nobody has talked yet. */
  readonly agentShare: number
  /** One 20 ms step. */
  push(agentSpeaking: boolean, customerSpeaking: boolean): void
  reset(): void
}

export function createTalkBalance(): TalkBalance {
  let silenceMs = 0
  let talkOverMs = 0
  let overlapMs = 0
  let agentTalkMs = 0
  let customerTalkMs = 0

  return {
    get silenceMs() {
      return silenceMs
    },
    get talkOverMs() {
      return talkOverMs
    },
    get overlapMs() {
      return overlapMs
    },
    get agentTalkMs() {
      return agentTalkMs
    },
    get customerTalkMs() {
      return customerTalkMs
    },
    get agentShare() {
      const talkMs = agentTalkMs + customerTalkMs
      return talkMs === 0 ? 0 : agentTalkMs / talkMs
    },
    push(agentSpeaking, customerSpeaking) {
      const both = agentSpeaking && customerSpeaking
      silenceMs = agentSpeaking || customerSpeaking ? 0 : silenceMs + frameMs
      talkOverMs = both ? talkOverMs + frameMs : 0
      if (both) overlapMs += frameMs
      if (agentSpeaking) agentTalkMs += frameMs
      if (customerSpeaking) customerTalkMs += frameMs
    },
    reset() {
      silenceMs = 0
      talkOverMs = 0
      overlapMs = 0
      agentTalkMs = 0
      customerTalkMs = 0
    },
  }
}
