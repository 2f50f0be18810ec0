import { seededRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { speak, startCoaching } from '../../test/coaching/start-coaching.ts'

type Scene = Awaited<ReturnType<typeof startCoaching>>

const recording = (state: 'on' | 'paused') => ({ recording: { state, recordsSupervisor: false } })

function withAgent(scene: Scene, change: object): void {
  const { participants } = scene.story.platform.conversation('c1')
  scene.story.platform.change('c1', {
    participants: participants.map((one) =>
      one.purpose === 'agent' ? { ...one, ...change } : one,
    ),
  })
}

function changeMode({ panel, story, supervisor }: Scene, request: object): void {
  void story.commands
    .changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId, ...request })
    .catch(() => {})
}

function toControls({ story }: Scene, change: object): void {
  for (const { id } of [...story.platform.controls.values()])
    story.platform.changeControl(id, change)
}

/** Everything the gate looks at, changed in some way. */
const changes: readonly ((scene: Scene) => void)[] = [
  ({ story }) => story.platform.setPhase('c1', 'held'),
  ({ story }) => story.platform.setPhase('c1', 'active'),
  ({ story }) => story.platform.setPhase('c1', 'conference'),
  ({ story }) => story.platform.change('c1', recording('paused')),
  ({ story }) => story.platform.change('c1', recording('on')),
  (scene) => withAgent(scene, { connection: 'disconnected' }),
  (scene) => withAgent(scene, { connection: 'connected' }),
  (scene) => withAgent(scene, { userId: 'ivo' }),
  (scene) => withAgent(scene, { userId: 'ana' }),
  (scene) => changeMode(scene, { mode: 'off' }),
  (scene) => changeMode(scene, { mode: 'monitor' }),
  (scene) => changeMode(scene, { mode: 'barge', statedReason: 'customer-asked' }),
  (scene) => changeMode(scene, {}),
  (scene) => changeMode(scene, { mixLevel: 0.4 }),
  (scene) => changeMode(scene, { mixLevel: 0.7 }),
  (scene) => toControls(scene, { status: 'failed', failure: 'path-severed' }),
  (scene) => toControls(scene, { status: 'completed' }),
  ({ lineOf }) => lineOf('whisper-audio')?.listener.onState({ state: 'interrupted' }),
  ({ lineOf }) => lineOf('whisper-audio')?.listener.onState({ state: 'open' }),
  ({ story }) => story.platform.tellState({ state: 'interrupted', reason: 'network' }),
  ({ story }) => story.platform.tellState({ state: 'open' }),
  ({ story }) => story.platform.tellState({ state: 'gap' }),
  ({ panel }) => panel.leave(),
  ({ story }) => void story.connectPanel(story.sam),
  ({ story }) => Object.assign(story.stores.leases, { renew: () => new Promise(() => {}) }),
  ({ story, supervisor }) => {
    story.platform.addPerson(makeSupervisor('sam', { permissions: ['read-routing'] }), ['q1'])
    supervisor.doubtRights()
  },
  ({ story }) => story.endSession(story.sam.id),
]

function opened({ story }: Scene): void {
  for (const { id, status } of [...story.platform.controls.values()])
    if (status === 'queued') story.platform.openLine(id)
}

describe('what the gate remembers', () => {
  it('[MD162] is at every moment what it would answer afresh, whatever happens', async () => {
    let yeses = 0
    for (let seed = 1; seed <= 15; seed += 1) {
      const random = seededRandom(seed)
      const scene = await startCoaching()
      const { panel, story } = scene
      const tab = { sessionId: story.sam.id, tabId: panel.tabId }
      const gate = story.gates.gateOf(tab)
      const done: number[] = []
      const check = () => {
        const answer = gate.openLine()?.id
        const held = story.modes.linesOf(tab)
        const isOpen = held !== undefined && story.gates.decide(held).open
        expect(answer, `seed ${seed}, after ${done.join()}`).toBe(
          isOpen ? held.speaking?.id : undefined,
        )
        if (isOpen) yeses += 1
      }
      check()
      for (let step = 0; step < 6; step += 1) {
        const which = Math.floor(random.next() * changes.length)
        done.push(which)
        changes[which]?.(scene)
        check()
        for (let moment = 0; moment < 12; moment += 1) {
          await story.settle(1 + moment * 3)
          opened(scene)
          check()
        }
      }
      story.coaching.close().catch(() => {})
    }
    expect(yeses).toBeGreaterThan(100)
  })

  it('[MD162] is worked out anew at least every 100 ms, and never kept past the lease', async () => {
    const { panel, story } = await startCoaching()
    const gate = story.gates.gateOf({ sessionId: story.sam.id, tabId: panel.tabId })
    let looks = 0
    const conversation = story.world.conversation
    Object.assign(story.world, {
      conversation: (id: string) => {
        looks += 1
        return conversation(id)
      },
    })
    expect(gate.openLine()).toBeDefined()
    looks = 0
    for (let asked = 0; asked < 20; asked += 1) gate.openLine()
    expect(looks).toBe(0)
    story.clock.skip(100)
    gate.openLine()
    expect(looks).toBeGreaterThan(0)
    // The machine stood still: no timer has run, and the lease is over all the same.
    story.clock.skip(5_000)
    expect(gate.openLine()).toBeUndefined()
  })

  it('[MD162] a socket that has left is told nothing more', async () => {
    const { audio, lineOf, panel, story } = await startCoaching()
    const former = story.gates.gateOf({ sessionId: story.sam.id, tabId: panel.tabId })
    expect(former.openLine()).toBeDefined()
    former.leave()
    story.platform.setPhase('c1', 'held')
    expect(former.openLine()).toBeUndefined()
    audio.talk('c1', true)
    await speak(story, audio, 20)
    expect(lineOf('whisper-audio').sent).toEqual([])
  })
})
