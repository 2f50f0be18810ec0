import { afterAll, afterEach, beforeAll } from 'vitest'
import { type ServersScene, servers, setServersScene } from './servers-scene.ts'
import { sendTexts, type Texts, textsGoOn } from './texts.ts'

/** The servers of one file of journeys, with texts that somebody keeps sending while they come and go. */
export interface ServersStage {
  /** From the first journey on. */
  readonly scene: ServersScene
  /** Sent at all servers in turn, until they are ended or the journey is over. */
  startTexts(conversationId: string): Texts
  /** All servers are ready, and take what is sent. */
  backAgain(texts: Texts): Promise<void>
}

/** Set before the first journey of a file, mended after each, taken down after the last. */
export function openServersStage(): ServersStage {
  let scene: ServersScene | undefined
  let running: Texts | undefined
  beforeAll(async () => {
    scene = await setServersScene()
  })
  afterEach(async () => {
    running?.giveUp()
    await scene?.centre.mend()
  })
  afterAll(() => scene?.centre.stop())

  function current(): ServersScene {
    if (scene === undefined) throw new Error('the servers are not there yet')
    return scene
  }

  return {
    get scene() {
      return current()
    },
    startTexts(conversationId) {
      running = sendTexts({ visitor: current().first, conversationId }, servers)
      return running
    },
    async backAgain(texts) {
      await current().allReady()
      await textsGoOn(texts)
    },
  }
}
