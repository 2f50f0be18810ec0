import { describe, expect, it } from 'vitest'
import { askInProcess } from './network/in-process-request.ts'
import type { Tab } from './panel/browser.ts'
import { createScene, type Scene } from './scene.ts'

const queueId = 'queue-billing'

/** Maren at one server and Oskar at the other, both with one call open, and Maren's session in it. */
async function startScene() {
  const scene = await createScene({
    seed: 5,
    accessTokenSeconds: 1_800,
    tabsOf: [1, 1],
    servers: 2,
  })
  const [maren, oskar] = scene.tabs
  if (maren === undefined || oskar === undefined) throw new Error('two tabs were asked for')
  const { id } = scene.simulator.world.startScenario({ scenario: 'steady', queueId })
  await scene.clock.advance(3_000)
  for (const tab of [maren, oskar]) {
    tab.shownId = id
    tab.model.live.show(id)
  }
  await scene.clock.advance(3_000)
  void maren.model.coaching.start(id, 'real-time', '')
  await scene.clock.advance(3_000)
  return { scene, maren, oskar, conversationId: id }
}

/** Through the platform's own door. */
async function giveQueues({ clock, simulator }: Scene, tab: Tab, queueIds: readonly string[]) {
  const answer = await askInProcess(clock, simulator.app, {
    method: 'PATCH',
    url: `/_simulator/people/${tab.browser.personId}`,
    headers: { host: '127.0.0.1:4500', 'content-type': 'application/json' },
    body: JSON.stringify({ queueIds }),
  })
  expect(answer.status).toBe(200)
}

const sessionOn = (tab: Tab) => tab.model.store.coachings()[0]

describe('a queue taken from a supervisor, on the whole of Sotto', () => {
  it('[CS80] [CS82] its session is completed at the platform, its notes are kept, and a colleague on another server sees both', async () => {
    const { scene, maren, oskar, conversationId } = await startScene()
    const { clock, simulator } = scene
    const { world } = simulator
    const begun = sessionOn(maren)
    if (begun === undefined) throw new Error('no session was started')
    maren.model.coaching.notes.change(begun, { ...begun.details, notes: 'calm', tags: ['empathy'] })
    await clock.advance(1_500)
    expect(sessionOn(oskar)).toMatchObject({
      mine: false,
      state: 'in-progress',
      details: { notes: 'calm', tags: ['empathy'] },
    })

    const own = world.people.get(maren.browser.personId)?.queueIds ?? []
    await giveQueues(
      scene,
      maren,
      own.filter((one) => one !== queueId),
    )
    await clock.advance(2_000)
    expect(sessionOn(maren)).toBeUndefined()
    expect(maren.model.store.conversation(conversationId)).toBeUndefined()
    await clock.advance(8_000)
    expect([...world.coachings.values()].map(({ status }) => status)).toEqual(['COMPLETED'])
    const closed = {
      state: 'completed',
      reason: 'queue-taken',
      details: { notes: 'calm', tags: ['empathy'] },
    }
    expect(sessionOn(oskar)).toMatchObject(closed)

    // The conversation is free for a colleague at once.
    void oskar.model.coaching.start(conversationId, 'real-time', '')
    await clock.advance(3_000)
    expect(oskar.model.store.coachings().find(({ mine }) => mine)?.state).toBe('in-progress')

    await giveQueues(scene, maren, own)
    await clock.advance(70_000)
    maren.model.live.show(conversationId)
    await clock.advance(3_000)
    expect(maren.model.store.coaching(begun.id)).toMatchObject({ ...closed, mine: true })
    expect(scene.failures).toEqual([])
  }, 60_000)
})
