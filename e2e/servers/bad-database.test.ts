import { describe, expect, it } from 'vitest'
import { pause, until } from '../src/outside/until.ts'
import { freePort, runToItsEnd } from '../src/program.ts'
import { agrees, longMs, servers } from '../src/several-servers/servers-scene.ts'
import { openServersStage } from '../src/several-servers/servers-stage.ts'
import { refused, textsAmiss, textsGoOn } from '../src/several-servers/texts.ts'
import { endWhisper, startWhisper } from '../src/several-servers/whisper.ts'

const stage = openServersStage()
const { backAgain, startTexts } = stage

const slowMs = 1_500
/** A connection's time and a statement's, passed on to another server once, on a machine with other work. */
const longestAnswerMs = 45_000

describe('a database in trouble', () => {
  it('[EE176][SV22] a database that is read-only, full, or slow by seconds is named, and nothing acknowledged is lost', async () => {
    const call = await stage.scene.newCall()
    const tab = await stage.scene.first.live('anywhere')
    const texts = startTexts(call.id)
    await textsGoOn(texts)

    await stage.scene.centre.database.setReadOnly(true)
    await until('a refusal', longMs, () => refused(texts, /^503 database-read-only$/))
    await until('not ready', longMs, async () =>
      (await stage.scene.isReady(0)) ? undefined : true,
    )
    await stage.scene.centre.database.setReadOnly(false)
    await backAgain(texts)

    await stage.scene.centre.database.ask(`
    create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'no room' using errcode = '53100'; end $$`)
    await stage.scene.centre.database.ask(
      'create trigger no_room before insert on control for each row execute function no_room()',
    )
    await until('a refusal', longMs, () => refused(texts, /^503 database-full$/))
    await stage.scene.centre.database.ask('drop trigger no_room on control')
    await stage.scene.centre.database.ask('drop function no_room')
    await backAgain(texts)

    stage.scene.centre.database.cable.slowDown(slowMs)
    await pause(3 * slowMs)
    stage.scene.centre.database.cable.slowDown(0)
    await backAgain(texts)
    const count = await texts.end()
    expect(await textsAmiss(stage.scene.centre, call.id, count)).toBe('')
    tab.close()
  })

  it('[EE177] a database that a newer program has used ends a start in one line; the servers that run go on', async () => {
    await stage.scene.centre.database.ask(
      "insert into sotto_migration values ('9999-later', now()::text)",
    )
    const settings = { ...stage.scene.centre.settingsOf(0), SOTTO_PORT: String(await freePort()) }
    const said = await runToItsEnd(['serve'], settings).then(
      () => 'it started',
      (failure: { stderr?: string; code?: number }) => `${failure.code} ${failure.stderr}`,
    )
    expect(said).toMatch(/\nThe database was last used by a newer Sotto .*9999-later.*\n$/)
    await until('the others', longMs, async () => (await stage.scene.isReady(0)) || undefined)
    await stage.scene.centre.database.ask("delete from sotto_migration where name = '9999-later'")
  })

  it('[EE184] a way that swallows everything with every connection alive: said in a set time, nothing acknowledged lost or doubled, back by itself', async () => {
    const call = await stage.scene.newCall()
    const whisper = await startWhisper({
      visitor: stage.scene.first,
      conversationId: call.id,
      live: 0,
      command: 1,
      sound: 2,
      toneHz: 700,
    })
    whisper.tab.keepComingBack()
    const texts = startTexts(call.id)
    await textsGoOn(texts)

    stage.scene.centre.database.cable.swallow()
    await until('a refusal', longMs, () => refused(texts, /^503 database-(slow|unavailable)$/))
    for (const index of servers)
      await until(`server ${index} not ready`, longMs, async () =>
        (await stage.scene.isReady(index)) ? undefined : true,
      )
    await until('a shut microphone', longMs, () => !whisper.audio.gateIsOpen || undefined)
    stage.scene.centre.database.cable.restore()
    await backAgain(texts)
    await until('a truth', longMs, () => agrees(stage.scene, whisper.tab, call.id))
    const count = await texts.end()
    expect(await textsAmiss(stage.scene.centre, call.id, count)).toBe('')
    expect(texts.longestMs).toBeLessThan(longestAnswerMs)
    for (const index of servers) expect(stage.scene.centre.server(index).isAlive()).toBe(true)
    await endWhisper(stage.scene.centre, whisper)
    whisper.tab.close()
  })
})
