import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { agentOf } from '../src/contact-centre.ts'
import { until } from '../src/outside/until.ts'
import { longMs, type ServersScene, setServersScene } from '../src/several-servers/servers-scene.ts'
import { visitAs } from '../src/several-servers/visitor.ts'
import { endWhisper, linesOver, startWhisper, voiceLines } from '../src/several-servers/whisper.ts'

let scene: ServersScene
beforeAll(async () => {
  scene = await setServersScene()
})
afterEach(() => scene?.centre.mend())
afterAll(() => scene?.centre.stop())

const toneHz = 700
/** What a policy forbids is over within a second; four more for a machine with other work. */
const cutMs = 5_000

describe('what every server knows', () => {
  it('[EE186] a line opened at one server stands on the agent’s strip at another, and a policy changed at a third ends it', async () => {
    const call = await scene.newCall()
    const state = await scene.centre.simulator.state()
    const agent = agentOf(state, call.id)
    const ruler = state.people.find(({ role }) => role === 'administrator')
    if (ruler === undefined) throw new Error('no administrator')
    const strip = await (await visitAs(scene.centre, agent)).live(2)
    const administrator = await visitAs(scene.centre, ruler)
    const known = () =>
      strip.told.strip()?.conversations.find(({ id }) => id === call.id)?.coached ?? {
        state: 'unknown',
      }
    const speakers = () => known().by?.map(({ how }) => how)

    const whisper = await startWhisper({
      visitor: scene.first,
      conversationId: call.id,
      live: 1,
      command: 0,
      sound: 1,
      toneHz,
    })
    await until('the strip to tell of it', longMs, () => speakers()?.includes('coach') || undefined)

    const path = `/api/policies/queues/${scene.queueId}`
    const [version] = (await administrator.ask(0, `${path}/versions`)).body.versions
    const protectedAgents = [{ userId: agent.id, name: agent.name, why: 'Works council' }]
    const changed = await administrator.ask(0, path, {
      body: { expectedVersion: version?.version ?? 0, rules: { protectedAgents } },
    })
    expect(changed.status).toBe(200)
    await until('a shut gate', longMs, () => !whisper.audio.gateIsOpen || undefined)
    await linesOver(scene.centre, call.id, scene.first.personId, longMs)
    const [line] = await voiceLines(scene.centre, call.id, scene.first.personId)
    const overAt = Date.parse(line?.finishedAt ?? '')
    expect(overAt - changed.body.changed.at).toBeLessThan(cutMs)
    await until('the strip to tell of the end', longMs, () => speakers()?.length === 0 || undefined)
    await until('nothing allowed any more', longMs, () =>
      whisper.tab.told.detail()?.allowed?.coach.allowed === false ? true : undefined,
    )

    const lifted = await administrator.ask(2, path, {
      body: { expectedVersion: changed.body.version, rules: {} },
    })
    expect(lifted.status).toBe(200)
    await until('coaching allowed again', longMs, () =>
      whisper.tab.told.detail()?.allowed?.coach.allowed === true ? true : undefined,
    )
    await endWhisper(scene.centre, whisper)
    whisper.tab.close()
    strip.close()
  })

  it('[EE187] a coaching session begun at one server and changed at another stands on every panel of its holder', async () => {
    const call = await scene.newCall()
    const tabs = await Promise.all([scene.first.live(0), scene.first.live(1), scene.first.live(2)])
    for (const tab of tabs) tab.show(call.id)
    const begun = await scene.first.ask(0, `/api/conversations/${call.id}/coachings`, {
      body: { kind: 'real-time', tabId: tabs[0]?.tabId },
    })
    expect(begun.status, JSON.stringify(begun.body)).toBeLessThan(300)
    const { id } = begun.body
    const stand = (state: string) =>
      Promise.all(
        tabs.map((tab, index) =>
          until(`${state} at ${index}`, longMs, () =>
            tab.told.coaching(id)?.state === state ? true : undefined,
          ),
        ),
      )
    await stand('in-progress')
    const paused = await scene.first.ask(1, `/api/coachings/${id}/state`, {
      body: { action: 'pause' },
    })
    expect(paused.status, JSON.stringify(paused.body)).toBeLessThan(300)
    await stand('paused')
    const completed = await scene.first.ask(2, `/api/coachings/${id}/state`, {
      body: { action: 'complete' },
    })
    expect(completed.status, JSON.stringify(completed.body)).toBeLessThan(300)
    await stand('completed')
    for (const tab of tabs) tab.close()
  })
})
