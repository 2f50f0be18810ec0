import { until } from '../outside/until.ts'
import type { SimulatedControl } from '../simulator-client.ts'
import type { SeveralServers } from './several-servers.ts'
import type { AudioTab, LiveTab, Visitor, Where } from './visitor.ts'

/** A supervisor in the middle of a sentence: a tone goes into the agent's ear until it is told to stop, or cut. */
export interface Whisper {
  readonly visitor: Visitor
  readonly tab: LiveTab
  readonly audio: AudioTab
  /** The key goes up. */
  stop(): void
}

export interface WhisperInput {
  readonly visitor: Visitor
  readonly conversationId: string
  /** Where the live socket, the command and the sound come in. */
  readonly live: Where
  readonly command: Where
  readonly sound: Where
  readonly toneHz: number
  /** A tab that is there already. */
  readonly tab?: LiveTab
}

const slowMachineMs = 20_000

/** Resolves when the platform says that the agent's ear was given some of it. */
export async function startWhisper(input: WhisperInput): Promise<Whisper> {
  const { conversationId, visitor } = input
  const tab = input.tab ?? (await visitor.live(input.live))
  tab.show(conversationId)
  await until('the detail', slowMachineMs, () =>
    tab.told.detail()?.id === conversationId ? true : undefined,
  )
  const audio = await visitor.audio(input.sound, tab)
  await pressCoach(input, tab, audio)
  let isSaid = false
  audio.talk(conversationId, true)
  void audio.speakUntil(() => isSaid, input.toneHz)
  await until('a word in the ear', slowMachineMs, () => audio.mixedSamples > 8_000 || undefined)
  return {
    visitor,
    tab,
    audio,
    stop() {
      isSaid = true
      if (audio.isOpen) audio.talk(conversationId, false)
    },
  }
}

/** As a person does: once more when the page says that it came to nothing. */
async function pressCoach(input: WhisperInput, tab: LiveTab, audio: AudioTab): Promise<void> {
  const path = `/api/conversations/${input.conversationId}/mode`
  const body = { mode: 'coach', tabId: tab.tabId }
  const reasons: unknown[] = []
  for (let press = 0; press < 4; press += 1) {
    const answer = await input.visitor.ask(input.command, path, { body })
    if (answer.status !== 202) throw new Error(`no coach: ${JSON.stringify(answer)}`)
    const wanted = () => tab.told.detail()?.mode.wanted
    await until('coach on the screen', slowMachineMs, () => wanted() === 'coach' || undefined)
    await until(
      `an open gate after ${JSON.stringify(reasons)}`,
      slowMachineMs,
      () => audio.gateIsOpen || wanted() !== 'coach' || undefined,
    ).catch((failure: unknown) => {
      throw new Error(`${failure}: ${JSON.stringify([audio.closeCode, tab.told.detail()])}`)
    })
    if (audio.gateIsOpen) return
    reasons.push(tab.told.detail()?.mode)
  }
  throw new Error(`no open gate: ${JSON.stringify(reasons)}`)
}

/** The platform's own account of that person's voice lines to the agent of that conversation. */
export async function voiceLines(
  centre: SeveralServers,
  conversationId: string,
  supervisorId: string,
): Promise<readonly SimulatedControl[]> {
  const { controls } = await centre.simulator.state()
  return controls.filter(
    (control) =>
      control.conversationId === conversationId &&
      control.supervisorId === supervisorId &&
      control.controlType === 'WHISPER' &&
      control.mediaType === 'AUDIO',
  )
}

export const isOver = ({ status }: SimulatedControl): boolean =>
  status === 'COMPLETED' || status === 'FAILED'
