/**
 * A text that outlives its page: sealed while it is typed, since a page that is left cannot wait, with a key that the server gives to
 * the writer alone. The tab's storage holds what is sealed and the sealed key; the key is in this page's memory.
 *
 * ```
 *   no key ──prepare, keep, takeBack──► asked for ──answer──► key
 *      ▲                                   │
 *      └────────────no answer──────────────┘   what is given meanwhile is not kept: `isKept` says so
 * ```
 */
import type { TextStorage } from '../storage.ts'
import type { AskDraftKey } from './draft-key-call.ts'
import { isNotTheirs } from './is-not-theirs.ts'
import { type KeptRecord, readRecords, writeRecords } from './kept-records.ts'
import type { Sealing, SealingKey } from './sealing.ts'

export interface KeptText {
  /** Has a key ready before the first word. */
  prepare(): Promise<void>
  /** Instead of what was given before; undefined when there is nothing to be kept any more. */
  keep(text: string | undefined): void
  /** Whether what was given last would outlive the page now. */
  isKept(): boolean
  /** What was kept by this person, the newest first. What cannot be asked for now stays where it is; what is not theirs goes. */
  takeBack(): Promise<readonly string[]>
}

export interface KeptTextOptions {
  readonly storage: TextStorage
  readonly storageKey: string
  readonly askKey: AskDraftKey
  /** Without it nothing is kept. */
  readonly sealing?: Sealing | undefined
}

interface Key {
  readonly sealed: string
  readonly key: SealingKey
}

export function createKeptText(options: KeptTextOptions): KeptText {
  const { askKey, sealing, storage, storageKey } = options
  let own: Key | undefined
  let asking: Promise<Key | undefined> | undefined
  /** From earlier pages, not opened yet. */
  let waiting: readonly KeptRecord[] = readRecords(storage.get(storageKey))
  let newest = 0
  let kept = 0

  /** Undefined where nobody answers or this browser cannot; `refused` where the sealed key is not this person's. */
  async function ask(sealed?: string): Promise<Key | 'refused' | undefined> {
    if (sealing === undefined) return undefined
    const answer = await askKey(sealed)
    if (!answer.ok) return isNotTheirs(answer.error) ? 'refused' : undefined
    try {
      return { sealed: answer.value.sealed, key: await sealing.use(answer.value.key) }
    } catch {
      return undefined
    }
  }

  async function ready(): Promise<Key | undefined> {
    if (own !== undefined) return own
    asking ??= ask().then((found) => (found === 'refused' ? undefined : found))
    own ??= await asking
    asking = undefined
    return own
  }

  function store(record: KeptRecord | undefined): void {
    const records = record === undefined ? waiting : [record, ...waiting]
    if (records.length === 0) storage.remove(storageKey)
    else storage.set(storageKey, writeRecords(records))
  }

  async function seal(text: string, turn: number): Promise<void> {
    const found = await ready()
    if (found === undefined || turn !== newest) return
    const body = await found.key.seal(text)
    if (turn !== newest) return
    store({ key: found.sealed, body })
    kept = turn
  }

  return {
    async prepare() {
      await ready()
    },
    keep(text) {
      newest += 1
      if (text !== undefined) {
        void seal(text, newest)
        return
      }
      kept = newest
      store(undefined)
    },
    isKept: () => kept === newest,
    async takeBack() {
      const texts: string[] = []
      for (const record of waiting) {
        const found = await ask(record.key)
        if (found === undefined) continue
        waiting = waiting.filter((one) => one !== record)
        if (found === 'refused') continue
        own ??= found
        const text = await found.key.open(record.body)
        if (text !== undefined) texts.push(text)
      }
      return texts
    },
  }
}
