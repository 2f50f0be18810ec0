import { systemClock } from '@sotto/kernel'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../src/outside/until.ts'
import { lossOf, sinceThen, tellFigures } from '../src/several-servers/figures.ts'
import {
  longMs,
  type ServersScene,
  setServersScene,
  statesOf,
} from '../src/several-servers/servers-scene.ts'
import { visitAs } from '../src/several-servers/visitor.ts'
import { endWhisper, linesOver, startWhisper, voiceLines } from '../src/several-servers/whisper.ts'

let scene: ServersScene
beforeAll(async () => {
  scene = await setServersScene()
})
afterEach(() => scene?.centre.mend())
afterAll(() => scene?.centre.stop())

const firstHz = 700

describe('servers that come and go', () => {
  it('[EE173] a server ended in mid-whisper: it goes in its time, the line is said goodbye to, the panel is elsewhere at once', async () => {
    const call = await scene.newCall()
    const whisper = await startWhisper({
      visitor: scene.first,
      conversationId: call.id,
      live: 2,
      command: 0,
      sound: 1,
      toneHz: firstHz,
    })
    whisper.tab.keepComingBack()
    const endedAt = systemClock.wallNow()
    expect(await scene.centre.server(2).end('SIGTERM')).toBe(0)
    await until('the panel elsewhere', longMs, () =>
      whisper.tab.told.isWhole && whisper.tab.told.detail()?.mode.wanted === 'off'
        ? true
        : undefined,
    )
    const elsewhereMs = systemClock.wallNow() - endedAt
    await linesOver(scene.centre, call.id, scene.first.personId, longMs)
    // The server that wrote them down is gone: another one sees to the last word.
    const states = await until('the last word on both', longMs, async () => {
      const found = await statesOf(scene.centre, call.id)
      return found.some((name) => name === 'executing' || name === 'cancelling') ? undefined : found
    })
    const loss = await lossOf(scene.centre, call.id, scene.first.personId)
    await tellFigures('EE173', { 'panel elsewhere': elsewhereMs, ...sinceThen(loss, endedAt) })
    expect(states).toEqual(['completed', 'completed'])
    whisper.tab.close()
  })

  it('[EE174] a balancer that resets every connection interrupts nothing but the sentence', async () => {
    const call = await scene.newCall()
    const whisper = await startWhisper({
      visitor: scene.first,
      conversationId: call.id,
      live: 'anywhere',
      command: 'anywhere',
      sound: 'anywhere',
      toneHz: firstHz,
    })
    const { streamId } = whisper.tab.told
    // A busy machine may have needed a second press.
    const before = await voiceLines(scene.centre, call.id, scene.first.personId)
    whisper.tab.keepComingBack()
    for (let reset = 0; reset < 4; reset += 1) {
      const { welcomes } = whisper.tab.told
      scene.centre.balancer.reset()
      await until('the panel', longMs, () => whisper.tab.told.welcomes > welcomes || undefined)
    }
    expect(whisper.tab.told.streamId).toBe(streamId)
    expect(whisper.tab.told.detail()?.mode).toMatchObject({ wanted: 'coach', confirmed: 'coach' })
    const again = await scene.first.audio('anywhere', whisper.tab)
    await until('an open gate', longMs, () => again.gateIsOpen || undefined)
    const after = await voiceLines(scene.centre, call.id, scene.first.personId)
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    await endWhisper(scene.centre, whisper)
    whisper.tab.close()
  })

  it('[EE178] signing out at one server ends the panels and lines of the others at once', async () => {
    const call = await scene.newCall()
    const visitor = await visitAs(scene.centre, scene.third)
    const whisper = await startWhisper({
      visitor,
      conversationId: call.id,
      live: 2,
      command: 1,
      sound: 1,
      toneHz: firstHz,
    })
    expect((await visitor.ask(0, '/auth/sign-out', { body: {} })).status).toBe(204)
    await until('the end of the panel', longMs, () => whisper.tab.closeCode)
    expect(whisper.tab.closeCode).toBe(4401)
    await linesOver(scene.centre, call.id, visitor.personId, longMs)
  })
})
