/** The core of the page's script, run without a browser: what it asks for is held until the test answers. */
import { createContext, runInContext } from 'node:vm'
import { scriptInWords } from '../../pages/page-script.ts'
import { wordsIn } from '../../words/words-of-page.ts'
import { coreScript } from '../page/script/core-script.ts'

interface StubElement {
  textContent: string
  value: string
  dataset: Record<string, string>
  replaceChildren(): void
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
  /** After this long the browser gives the answer up. */
  readonly patienceMs: number
  answer(status: number, body: unknown): void
  /** The simulator cannot be reached. */
  fail(): void
}

export interface ScriptOnTrial {
  readonly asked: readonly Asked[]
  /** The pictures that were shown, in order. */
  readonly shown: readonly unknown[]
  text(id: string): string
  look(): Promise<void>
  /** Asks the fault door for one change, as a button does. */
  change(body: unknown): void
  /** Lets everything run that waits for nothing but its turn. */
  settle(): Promise<void>
}

interface FetchOptions {
  readonly method: string
  readonly body?: string
  readonly signal: { readonly afterMs: number }
}

const remainder = `
let chosenId = null
function showFaults() { shown.push(view) }
function showPeople() {}
function showConversations() {}
function changeByDoor(body) {
  change(async () => { await ask('POST', '/_simulator/faults', body); return 'Done.' })
}
`

export function putScriptOnTrial(): ScriptOnTrial {
  const asked: Asked[] = []
  const shown: unknown[] = []
  const elements = new Map<string, StubElement>()
  function elementNamed(id: string): StubElement {
    const known = elements.get(id)
    if (known !== undefined) return known
    const made = { textContent: '', value: '', dataset: {}, replaceChildren() {} }
    elements.set(id, made)
    return made
  }
  const context = createContext({
    shown,
    URLSearchParams,
    // A simulator that hangs is given up by the browser; here the test does it.
    AbortSignal: { timeout: (afterMs: number) => ({ afterMs }) },
    document: {
      visibilityState: 'visible',
      getElementById: elementNamed,
      querySelectorAll: () => [],
    },
    fetch: (path: string, { method, body, signal }: FetchOptions) =>
      new Promise((resolve, reject) => {
        asked.push({
          method,
          path,
          body,
          patienceMs: signal.afterMs,
          answer: (status, answered) =>
            resolve({ ok: status < 300, status, json: async () => answered }),
          fail: () => reject(new TypeError('failed to fetch')),
        })
      }),
  })
  runInContext(scriptInWords(wordsIn('en'), ['page', 'fault'], coreScript + remainder), context)
  const script: { look(): Promise<void>; changeByDoor(body: unknown): void } = runInContext(
    '({ look, changeByDoor })',
    context,
  )
  return {
    asked,
    shown,
    text: (id) => elementNamed(id).textContent,
    look: script.look,
    change: script.changeByDoor,
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  }
}
