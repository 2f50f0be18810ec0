/** Lets a text be heard that has just arrived: once, in one of the agent's tabs. */
import type { AgentSettings, AgentStrip } from '@sotto/protocol'
import type { LiveStore } from '../live/live-store.ts'
import type { TextStorage } from '../storage.ts'
import type { Chime } from './chime.ts'

export interface ArrivalSoundOptions {
  readonly store: Pick<LiveStore, 'agentStrip' | 'subscribe'>
  readonly chime: Chime
  /** Of this browser: the tabs agree by it who sounds. */
  readonly storage: TextStorage
  readonly settings: () => AgentSettings
}

const storageKey = 'sotto.heard-whisper'

/** Answers its end. */
export function soundArrivals(options: ArrivalSoundOptions): () => void {
  const { chime, settings, storage, store } = options
  let known: ReadonlySet<string> | undefined

  function newest(strip: AgentStrip): string | undefined {
    const before = known
    known = new Set(strip.whispers.map(({ id }) => id))
    // What was there before this page is no arrival.
    if (before === undefined) return undefined
    return strip.whispers.find(({ id, seenAt }) => seenAt === undefined && !before.has(id))?.id
  }

  function look(): void {
    const strip = store.agentStrip()
    if (strip === undefined) return
    const id = newest(strip)
    const { sound, volume } = settings()
    if (id === undefined || !sound || !chime.isAllowed()) return
    if (storage.get(storageKey) === id) return
    storage.set(storageKey, id)
    chime.play(volume / 100)
  }

  return store.subscribe('agent-strip', look)
}
