/** What most journeys play on: a contact centre and a browser for the file, and scenes that are struck after each test. */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { openBrowser } from './browser.ts'
import { type ContactCentre, startContactCentre } from './contact-centre.ts'
import type { Microphone } from './microphone.ts'
import { type Scene, setScene } from './scene.ts'
import type { SimulatorClient } from './simulator-client.ts'

export interface StageInput {
  /** What the browser's microphone speaks, over and over; without it there is no microphone grant. */
  readonly microphone?: (directory: string) => Promise<Microphone>
  /** The tests of the file go on where the one before ended. */
  readonly isOneStory?: boolean
}

export interface Stage {
  readonly centre: ContactCentre
  readonly browser: Browser
  setScene(
    scenario: string,
    prepare?: (context: BrowserContext) => Promise<void>,
    queueId?: string,
  ): Promise<Scene>
}

/**
 * To be called where the file begins. After each test, or after the last one of a story, every page is closed, every call that
 * was begun is ended and every fault cleared: pages and calls that nobody looks at any more take the turns of those that follow.
 */
export function openStage({ microphone, isOneStory = false }: StageInput = {}): Stage {
  let centre: ContactCentre | undefined
  let browser: Browser | undefined
  const begun: string[] = []

  beforeAll(async () => {
    // Nobody here needs as long as a person to sign in.
    const own = await startContactCentre({ SOTTO_SIGN_INS_PER_MINUTE: '1000' })
    centre = { ...own, simulator: noting(own.simulator, begun) }
    const spoken = await microphone?.(centre.dataDirectory)
    browser = await openBrowser(spoken === undefined ? {} : { microphoneFile: spoken.file })
  })

  async function strike(): Promise<void> {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
    if (centre === undefined) return
    const { act, clearFaults } = centre.simulator
    await clearFaults()
    // Some have ended by themselves.
    await Promise.allSettled(begun.splice(0).map((id) => act(id, 'end')))
  }

  if (!isOneStory) afterEach(strike)
  afterAll(async () => {
    await browser?.close()
    await centre?.stop()
  })

  return {
    get centre() {
      return isThere(centre)
    },
    get browser() {
      return isThere(browser)
    },
    setScene: (scenario, prepare, queueId) =>
      setScene(isThere(centre), isThere(browser), scenario, prepare, queueId),
  }
}

function isThere<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('there is nothing on the stage before the first test')
  return thing
}

/** The same, and notes the ids of the conversations that are begun through it. */
function noting(simulator: SimulatorClient, begun: string[]): SimulatorClient {
  return {
    ...simulator,
    async startConversation(input) {
      const conversation = await simulator.startConversation(input)
      begun.push(conversation.id)
      return conversation
    },
  }
}
