import { systemClock, systemRandom } from '@sotto/kernel'
import { describe, expect, it } from 'vitest'
import { pause, until } from '../src/outside/until.ts'
import { lossOf, sinceThen, tellFigures } from '../src/several-servers/figures.ts'
import { agrees, longMs, servers, statesOf } from '../src/several-servers/servers-scene.ts'
import { openServersStage } from '../src/several-servers/servers-stage.ts'
import { refused, textsAmiss, textsGoOn } from '../src/several-servers/texts.ts'
import { voicesIn } from '../src/several-servers/two-voices.ts'
import { endWhisper, linesOver, startWhisper, voiceLines } from '../src/several-servers/whisper.ts'

const stage = openServersStage()
const { backAgain, startTexts } = stage

const [firstHz, secondHz] = [700, 1_500]
const cutMs = 5_000

describe('several servers', () => {
  it('[EE179] three that start at once on an empty database: one makes the tables, and all are ready', async () => {
    const taken = servers.map((index) =>
      Number(/"stepsTaken":(\d+)/.exec(stage.scene.centre.server(index).program.printed())?.[1]),
    )
    expect(taken.filter((steps) => steps > 0)).toHaveLength(1)
    expect(taken.filter((steps) => steps === 0)).toHaveLength(2)
    for (const index of servers)
      await until(
        `server ${index} ready`,
        longMs,
        async () => (await stage.scene.isReady(index)) || undefined,
      )
  })

  it('[EE170] coach with live socket, command and sound at three servers; a colleague at another one sees it within a second', async () => {
    const call = await stage.scene.newCall()
    const colleague = await stage.scene.second.live(2)
    await until('the row', longMs, () => colleague.told.row(call.id))
    const whisper = await startWhisper({
      visitor: stage.scene.first,
      conversationId: call.id,
      live: 0,
      command: 1,
      sound: 2,
      toneHz: firstHz,
    })
    await until('the colleague to be told', longMs, () => colleague.told.row(call.id)?.coach)
    const key = systemRandom.id()
    const path = `/api/conversations/${call.id}/whispers`
    const sent = await stage.scene.first.ask(2, path, { body: { text: 'Ask for the number' }, key })
    expect(sent.status).toBe(202)
    expect(
      await stage.scene.first.ask(1, path, { body: { text: 'Ask for the number' }, key }),
    ).toEqual(sent)
    await until('the text on the first panel', longMs, () =>
      whisper.tab.told.control(sent.body.controlId)?.state === 'completed' ? true : undefined,
    )
    whisper.stop()
    const off = { body: { mode: 'off', tabId: whisper.tab.tabId } }
    expect((await stage.scene.first.ask(2, `/api/conversations/${call.id}/mode`, off)).status).toBe(
      202,
    )
    expect(await linesOver(stage.scene.centre, call.id, stage.scene.first.personId, longMs)).toBe(1)
    await until('the colleague to be told of the end', longMs, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    colleague.close()
    whisper.tab.close()
  })

  it('[EE171] a server killed in mid-whisper: its line is taken back within seconds, the panel says so, and a colleague can coach', async () => {
    const call = await stage.scene.newCall()
    const colleague = await stage.scene.second.live(2)
    const whisper = await startWhisper({
      visitor: stage.scene.first,
      conversationId: call.id,
      live: 1,
      command: 2,
      sound: 0,
      toneHz: firstHz,
    })
    whisper.tab.keepComingBack()
    const killedAt = systemClock.wallNow()
    await stage.scene.centre.server(1).end('SIGKILL')
    await linesOver(stage.scene.centre, call.id, stage.scene.first.personId, longMs)
    await until('the panel elsewhere', longMs, () =>
      whisper.tab.told.isWhole && whisper.tab.told.detail()?.mode.wanted === 'off'
        ? true
        : undefined,
    )
    await until('the truth', longMs, () => {
      const { certainty, hearsYou } = whisper.tab.told.detail()?.truth.agent ?? {}
      return (certainty === 'confirmed' && hearsYou === false) || undefined
    })
    const truthMs = systemClock.wallNow() - killedAt
    const loss = await lossOf(stage.scene.centre, call.id, stage.scene.first.personId)
    await tellFigures('EE171', { 'truth on the panel': truthMs, ...sinceThen(loss, killedAt) })
    expect(await statesOf(stage.scene.centre, call.id)).toEqual(['cancelled', 'cancelled'])
    await until('the lease to end', longMs, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    const theirs = await startWhisper({
      visitor: stage.scene.second,
      conversationId: call.id,
      live: 0,
      command: 2,
      sound: 0,
      toneHz: secondHz,
      tab: colleague,
    })
    await endWhisper(stage.scene.centre, theirs)
    const voices = await voicesIn(stage.scene.centre.simulator, call, [firstHz, secondHz])
    expect(voices).toMatchObject({ bothWindows: 0, foreignToCustomer: 0 })
    colleague.close()
    whisper.tab.close()
  })

  it('[EE172] a server paused beyond its lease and woken drops its line and sends nothing more', async () => {
    const call = await stage.scene.newCall()
    const colleague = await stage.scene.second.live(2)
    const whisper = await startWhisper({
      visitor: stage.scene.first,
      conversationId: call.id,
      live: 0,
      command: 2,
      sound: 1,
      toneHz: firstHz,
    })
    const [line] = await voiceLines(stage.scene.centre, call.id, stage.scene.first.personId)
    const pausedAt = systemClock.wallNow()
    stage.scene.centre.server(0).pause()
    await linesOver(stage.scene.centre, call.id, stage.scene.first.personId, longMs)
    const loss = await lossOf(stage.scene.centre, call.id, stage.scene.first.personId)
    await tellFigures('EE172', sinceThen(loss, pausedAt))
    await until('the lease to end', longMs, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    const theirs = await startWhisper({
      visitor: stage.scene.second,
      conversationId: call.id,
      live: 2,
      command: 1,
      sound: 2,
      toneHz: secondHz,
      tab: colleague,
    })
    stage.scene.centre.server(0).wake()
    await until('the server that slept', longMs, async () =>
      (await stage.scene.isReady(0)) ? true : undefined,
    )
    await until(
      'its word that the line is lost',
      longMs,
      () =>
        /"control-lost"|"lease-lost"/.test(stage.scene.centre.server(0).program.printed()) ||
        undefined,
    )
    await until(
      'more of the second voice',
      longMs,
      () => theirs.audio.mixedSamples > 40_000 || undefined,
    )
    theirs.stop()
    await endWhisper(stage.scene.centre, theirs)
    expect(
      (await voiceLines(stage.scene.centre, call.id, stage.scene.first.personId)).map(
        ({ id }) => id,
      ),
    ).toEqual([line?.id])
    const voices = await voicesIn(stage.scene.centre.simulator, call, [firstHz, secondHz])
    expect(voices).toMatchObject({ bothWindows: 0, foreignToCustomer: 0 })
    expect(voices.heard[0]?.untilMs).toBeLessThan(voices.heard[1]?.fromMs ?? 0)
    colleague.close()
    whisper.tab.close()
  })

  it('[EE175] the database cut off for five seconds, and restarted: refused plainly, nothing acknowledged lost or doubled, the servers come back by themselves', async () => {
    const call = await stage.scene.newCall()
    const whisper = await startWhisper({
      visitor: stage.scene.first,
      conversationId: call.id,
      live: 0,
      command: 1,
      sound: 2,
      toneHz: firstHz,
    })
    whisper.tab.keepComingBack()
    const texts = startTexts(call.id)
    await textsGoOn(texts)

    stage.scene.centre.database.cable.cut()
    await until('a refusal', longMs, () => refused(texts, /^503 database-/))
    for (const index of servers)
      await until(`server ${index} not ready`, longMs, async () =>
        (await stage.scene.isReady(index)) ? undefined : true,
      )
    await pause(cutMs)
    stage.scene.centre.database.cable.restore()
    await backAgain(texts)
    await until('a shut microphone or a truth', longMs, () =>
      agrees(stage.scene, whisper.tab, call.id),
    )

    await stage.scene.centre.database.restart()
    await backAgain(texts)
    const count = await texts.end()
    expect(await textsAmiss(stage.scene.centre, call.id, count)).toBe('')
    for (const index of servers) expect(stage.scene.centre.server(index).isAlive()).toBe(true)
    await endWhisper(stage.scene.centre, whisper)
    whisper.tab.close()
  })
})
