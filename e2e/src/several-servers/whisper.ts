import { systemRandom } from '@sotto/kernel'
import { pause, until } from '../outside/until.ts'
import type { SimulatedControl } from '../simulator-client.ts'
import type { SeveralServers } from './several-servers.ts'
import type { AudioTab, LiveTab, Visitor, Where } from './visitor.ts'

/** A supervisor in the middle of a sentence: a tone goes into the agent's ear until it is told to stop, or cut. */
export interface Whisper {
  readonly visitor: Visitor
  readonly conversationId: string
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

const slowMachineMs = 60_000
const pressAgainMs = 15_000
const goingAway = 1012

/** Resolves when the platform says that the agent's ear was given some of it. */
export async function startWhisper(input: WhisperInput): Promise<Whisper> {
  const { conversationId, visitor } = input
  const tab = input.tab ?? (await visitor.live(input.live))
  tab.show(conversationId)
  await until('the detail', slowMachineMs, () =>
    tab.told.detail()?.id === conversationId ? true : undefined,
  )
  const audio = await openLine(input, tab)
  let isSaid = false
  audio.talk(conversationId, true)
  void audio.speakUntil(() => isSaid, input.toneHz)
  await until('a word in the ear', slowMachineMs, () => audio.mixedSamples > 8_000 || undefined)
  return {
    visitor,
    conversationId,
    tab,
    audio,
    stop() {
      isSaid = true
      if (audio.isOpen) audio.talk(conversationId, false)
    },
  }
}

/** As the page does: its sound comes again when it is told that its tab sits elsewhere. */
async function openLine(input: WhisperInput, tab: LiveTab): Promise<AudioTab> {
  const reasons: unknown[] = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const audio = await input.visitor.audio(input.sound, tab)
    await pressCoach(input)
    const wanted = () => tab.told.detail()?.mode.wanted
    await until('coach on the screen', pressAgainMs, () => wanted() === 'coach' || undefined).catch(
      // It may have stood there too short to be seen. Whatever it came to, a person presses again.
      () => reasons.push('nothing to be seen'),
    )
    await until(
      `an open gate after ${JSON.stringify(reasons)}`,
      slowMachineMs,
      () => audio.gateIsOpen || audio.closeCode || wanted() !== 'coach' || undefined,
    )
    if (audio.gateIsOpen) return audio
    reasons.push([audio.closeCode, tab.told.detail()?.mode])
    if (audio.closeCode !== undefined && audio.closeCode !== goingAway) break
    audio.close()
  }
  throw new Error(`no open gate: ${JSON.stringify(reasons)}`)

  /** Repeated under its key for as long as it is asked to be. */
  async function pressCoach({ command, conversationId, visitor }: WhisperInput): Promise<void> {
    const key = systemRandom.id()
    const body = { mode: 'coach', tabId: tab.tabId }
    for (let attempt = 0; ; attempt += 1) {
      const answer = await visitor.ask(command, `/api/conversations/${conversationId}/mode`, {
        body,
        key,
      })
      if (answer.status === 202) return
      if (answer.status !== 503 || attempt === 20)
        throw new Error(`no coach: ${JSON.stringify(answer)}`)
      await pause(answer.body.retryAfterMs ?? 500)
    }
  }
}

/** The key goes up and the mode off; resolves to how many lines there were, when all of them are over at the platform. */
export async function endWhisper(
  centre: SeveralServers,
  whisper: Pick<Whisper, 'visitor' | 'tab' | 'conversationId' | 'stop'>,
  where: Where = 'anywhere',
): Promise<number> {
  const { conversationId, tab, visitor } = whisper
  whisper.stop()
  const path = `/api/conversations/${conversationId}/mode`
  await visitor.ask(where, path, { body: { mode: 'off', tabId: tab.tabId } })
  return linesOver(centre, conversationId, visitor.personId, slowMachineMs)
}

/** All of that person's voice lines there are over by the platform's word; answers how many there were. */
export function linesOver(
  centre: SeveralServers,
  conversationId: string,
  personId: string,
  withinMs: number,
): Promise<number> {
  return until('the end of the lines', withinMs, async () => {
    const lines = await voiceLines(centre, conversationId, personId)
    return lines.every(isOver) ? lines.length : undefined
  })
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

const isOver = ({ status }: SimulatedControl): boolean =>
  status === 'COMPLETED' || status === 'FAILED'
