import { systemRandom } from '@sotto/kernel'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { supervisorsOf } from '../src/contact-centre.ts'
import { pause, until } from '../src/outside/until.ts'
import { freePort, runToItsEnd } from '../src/program.ts'
import { type SeveralServers, startSeveralServers } from '../src/several-servers/several-servers.ts'
import { sendTexts, type Texts, textsOnRecord } from '../src/several-servers/texts.ts'
import { voicesIn } from '../src/several-servers/two-voices.ts'
import { type LiveTab, type Visitor, visitAs } from '../src/several-servers/visitor.ts'
import { isOver, startWhisper, voiceLines } from '../src/several-servers/whisper.ts'
import type { SimulatedPerson } from '../src/simulator-client.ts'

const [firstHz, secondHz] = [700, 1_500]
/** The others of these stories take minutes: `SOTTO_SERVERS_LONG=1`. */
const isLong = process.env.SOTTO_SERVERS_LONG === '1'
/** For whatever has no bound of its own. */
const longMs = 20_000

let centre: SeveralServers
let first: Visitor
let second: Visitor
let third: SimulatedPerson
let running: Texts | undefined
let queueId: string

beforeAll(async () => {
  centre = await startSeveralServers(3)
  const state = await centre.simulator.state()
  queueId = state.queues[0]?.id ?? ''
  const [one, other] = supervisorsOf(state, queueId)
  if (one === undefined || other === undefined) throw new Error('no two supervisors')
  third = supervisorsOf(state, queueId)[2] ?? other
  first = await visitAs(centre, one)
  second = await visitAs(centre, other)
})
afterEach(async () => {
  running?.giveUp()
  await centre?.mend()
})
afterAll(() => centre?.stop())

const newCall = () => centre.simulator.startConversation({ scenario: 'quiet-customer', queueId })

async function isReady(index: number): Promise<boolean> {
  const { status } = await first.ask(index, '/readyz')
  return status === 200
}

/** All of that person's voice lines there are over by the platform's word; answers how many there were. */
function linesOver(conversationId: string, personId: string, withinMs: number): Promise<number> {
  return until('the end of the lines', withinMs, async () => {
    const lines = await voiceLines(centre, conversationId, personId)
    return lines.every(isOver) ? lines.length : undefined
  })
}

const servers = [0, 1, 2] as const
const cutMs = 5_000
const slowMs = 1_500

function startTexts(conversationId: string): Texts {
  running = sendTexts({ visitor: first, conversationId }, servers)
  return running
}

/** Each text that was taken stands once wherever it is on record; at the platform too, unless its supervisor is told otherwise. */
async function eachOnce(conversationId: string, count: number): Promise<void> {
  await until('every text to be settled', 60_000, async () => {
    const { open } = await textsOnRecord(centre, conversationId)
    return open === 0 || undefined
  })
  const { atPlatform, unsent, ...found } = await textsOnRecord(centre, conversationId)
  expect(found).toEqual({ rows: count, acts: count, audited: count, open: 0 })
  const notSent = Object.values(unsent).reduce((sum, number) => sum + number, 0)
  expect(atPlatform, JSON.stringify(unsent)).toBe(count - notSent)
}

function refused({ refusals }: Texts, code: RegExp): true | undefined {
  return [...refusals.keys()].some((known) => code.test(known)) || undefined
}

/** All are ready, and take what is sent. */
async function backAgain(texts: Texts): Promise<void> {
  for (const index of servers)
    await until(`server ${index} ready`, longMs, async () => (await isReady(index)) || undefined)
  const before = texts.taken
  await until('texts again', longMs, () => texts.taken > before + 3 || undefined)
}

/** The panel says coach only while the platform has a line of theirs. */
async function agrees(tab: LiveTab, conversationId: string): Promise<true | undefined> {
  const mode = tab.told.isWhole ? tab.told.detail()?.mode : undefined
  const lines = await voiceLines(centre, conversationId, first.personId)
  const isLive = lines.some(({ status }) => status === 'EXECUTING')
  return mode !== undefined && (mode.confirmed === 'coach') === isLive ? true : undefined
}

/** Of every line and text there, as the registry has it. */
async function statesOf(conversationId: string): Promise<readonly string[]> {
  const rows = await centre.database.ask<{ name: string }>(
    `select state->>'name' as name from control where conversation_id = '${conversationId}'`,
  )
  return rows.map(({ name }) => name)
}

describe('several servers', () => {
  it('[EE179] three that start at once on an empty database: one makes the tables, and all are ready', async () => {
    const taken = servers.map((index) =>
      Number(/"stepsTaken":(\d+)/.exec(centre.server(index).program.printed())?.[1]),
    )
    expect(taken.filter((steps) => steps > 0)).toHaveLength(1)
    expect(taken.filter((steps) => steps === 0)).toHaveLength(2)
    for (const index of servers)
      await until(`server ${index} ready`, longMs, async () => (await isReady(index)) || undefined)
  })

  it('[EE170] coach with live socket, command and sound at three servers; a colleague at another one sees it within a second', async () => {
    const call = await newCall()
    const colleague = await second.live(2)
    await until('the row', longMs, () => colleague.told.row(call.id))
    const whisper = await startWhisper({
      visitor: first,
      conversationId: call.id,
      live: 0,
      command: 1,
      sound: 2,
      toneHz: firstHz,
    })
    await until('the colleague to be told', 3_000, () => colleague.told.row(call.id)?.coach)
    const key = systemRandom.id()
    const path = `/api/conversations/${call.id}/whispers`
    const sent = await first.ask(2, path, { body: { text: 'Ask for the number' }, key })
    expect(sent.status).toBe(202)
    expect(await first.ask(1, path, { body: { text: 'Ask for the number' }, key })).toEqual(sent)
    await until('the text on the first panel', 3_000, () =>
      whisper.tab.told.control(sent.body.controlId)?.state === 'completed' ? true : undefined,
    )
    whisper.stop()
    const off = { body: { mode: 'off', tabId: whisper.tab.tabId } }
    expect((await first.ask(2, `/api/conversations/${call.id}/mode`, off)).status).toBe(202)
    expect(await linesOver(call.id, first.personId, longMs)).toBe(1)
    await until('the colleague to be told of the end', 5_000, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    colleague.close()
    whisper.tab.close()
  })

  it('[EE171] a server killed in mid-whisper: its line is taken back within seconds, the panel says so, and a colleague can coach', async () => {
    const call = await newCall()
    const colleague = await second.live(2)
    const whisper = await startWhisper({
      visitor: first,
      conversationId: call.id,
      live: 1,
      command: 2,
      sound: 0,
      toneHz: firstHz,
    })
    whisper.tab.keepComingBack()
    await centre.server(1).end('SIGKILL')
    await linesOver(call.id, first.personId, 10_000)
    await until('the panel elsewhere', 10_000, () =>
      whisper.tab.told.isWhole && whisper.tab.told.detail()?.mode.wanted === 'off'
        ? true
        : undefined,
    )
    await until('the truth', 5_000, () => {
      const { certainty, hearsYou } = whisper.tab.told.detail()?.truth.agent ?? {}
      return (certainty === 'confirmed' && hearsYou === false) || undefined
    })
    expect(await statesOf(call.id)).toEqual(['cancelled', 'cancelled'])
    await until('the lease to end', 10_000, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    const theirs = await startWhisper({
      visitor: second,
      conversationId: call.id,
      live: 0,
      command: 2,
      sound: 0,
      toneHz: secondHz,
      tab: colleague,
    })
    theirs.stop()
    await second.ask('anywhere', `/api/conversations/${call.id}/mode`, {
      body: { mode: 'off', tabId: colleague.tabId },
    })
    await linesOver(call.id, second.personId, longMs)
    const voices = await voicesIn(centre.simulator, call, [firstHz, secondHz])
    expect(voices).toMatchObject({ bothWindows: 0, foreignToCustomer: 0 })
    colleague.close()
    whisper.tab.close()
  })

  it('[EE172] a server paused beyond its lease and woken drops its line and sends nothing more', async () => {
    const call = await newCall()
    const colleague = await second.live(2)
    const whisper = await startWhisper({
      visitor: first,
      conversationId: call.id,
      live: 0,
      command: 2,
      sound: 1,
      toneHz: firstHz,
    })
    const [line] = await voiceLines(centre, call.id, first.personId)
    centre.server(0).pause()
    await linesOver(call.id, first.personId, 10_000)
    await until('the lease to end', 10_000, () =>
      colleague.told.row(call.id)?.coach === undefined ? true : undefined,
    )
    const theirs = await startWhisper({
      visitor: second,
      conversationId: call.id,
      live: 2,
      command: 1,
      sound: 2,
      toneHz: secondHz,
      tab: colleague,
    })
    centre.server(0).wake()
    await until('the server that slept', longMs, async () =>
      (await isReady(0)) ? true : undefined,
    )
    await until(
      'its word that the line is lost',
      longMs,
      () => /"control-lost"|"lease-lost"/.test(centre.server(0).program.printed()) || undefined,
    )
    await until(
      'more of the second voice',
      longMs,
      () => theirs.audio.mixedSamples > 40_000 || undefined,
    )
    theirs.stop()
    whisper.stop()
    await second.ask('anywhere', `/api/conversations/${call.id}/mode`, {
      body: { mode: 'off', tabId: colleague.tabId },
    })
    await linesOver(call.id, second.personId, longMs)
    expect((await voiceLines(centre, call.id, first.personId)).map(({ id }) => id)).toEqual([
      line?.id,
    ])
    const voices = await voicesIn(centre.simulator, call, [firstHz, secondHz])
    expect(voices).toMatchObject({ bothWindows: 0, foreignToCustomer: 0 })
    expect(voices.heard[0]?.untilMs).toBeLessThan(voices.heard[1]?.fromMs ?? 0)
    colleague.close()
    whisper.tab.close()
  })

  it.runIf(isLong)(
    '[EE173] a server ended in mid-whisper: it goes in its time, the line is said goodbye to, the panel is elsewhere at once',
    async () => {
      const call = await newCall()
      const whisper = await startWhisper({
        visitor: first,
        conversationId: call.id,
        live: 2,
        command: 0,
        sound: 1,
        toneHz: firstHz,
      })
      whisper.tab.keepComingBack()
      expect(await centre.server(2).end('SIGTERM')).toBe(0)
      await until('the panel elsewhere', 10_000, () =>
        whisper.tab.told.isWhole && whisper.tab.told.detail()?.mode.wanted === 'off'
          ? true
          : undefined,
      )
      await linesOver(call.id, first.personId, 10_000)
      expect(await statesOf(call.id)).toEqual(['completed', 'completed'])
      whisper.tab.close()
    },
  )

  it.runIf(isLong)(
    '[EE174] a balancer that resets every connection interrupts nothing but the sentence',
    async () => {
      const call = await newCall()
      const whisper = await startWhisper({
        visitor: first,
        conversationId: call.id,
        live: 'anywhere',
        command: 'anywhere',
        sound: 'anywhere',
        toneHz: firstHz,
      })
      const { streamId } = whisper.tab.told
      whisper.tab.keepComingBack()
      for (let reset = 0; reset < 4; reset += 1) {
        const { welcomes } = whisper.tab.told
        centre.balancer.reset()
        await until('the panel', longMs, () => whisper.tab.told.welcomes > welcomes || undefined)
      }
      expect(whisper.tab.told.streamId).toBe(streamId)
      expect(whisper.tab.told.detail()?.mode).toMatchObject({ wanted: 'coach', confirmed: 'coach' })
      const again = await first.audio('anywhere', whisper.tab)
      await until('an open gate', longMs, () => again.gateIsOpen || undefined)
      expect(await voiceLines(centre, call.id, first.personId)).toHaveLength(1)
      await first.ask('anywhere', `/api/conversations/${call.id}/mode`, {
        body: { mode: 'off', tabId: whisper.tab.tabId },
      })
      await linesOver(call.id, first.personId, longMs)
      whisper.tab.close()
    },
  )

  it('[EE175] the database cut off for five seconds, and restarted: refused plainly, nothing acknowledged lost or doubled, the servers come back by themselves', async () => {
    const call = await newCall()
    const whisper = await startWhisper({
      visitor: first,
      conversationId: call.id,
      live: 0,
      command: 1,
      sound: 2,
      toneHz: firstHz,
    })
    whisper.tab.keepComingBack()
    const texts = startTexts(call.id)
    await until('some texts', longMs, () => texts.taken > 3 || undefined)

    centre.database.cable.cut()
    await until('a refusal', longMs, () => refused(texts, /^503 database-/))
    for (const index of servers)
      await until(`server ${index} not ready`, longMs, async () =>
        (await isReady(index)) ? undefined : true,
      )
    await pause(cutMs)
    centre.database.cable.restore()
    await backAgain(texts)
    await until('a shut microphone or a truth', longMs, () => agrees(whisper.tab, call.id))

    await centre.database.restart()
    await backAgain(texts)
    const count = await texts.end()
    await eachOnce(call.id, count)
    for (const index of servers) expect(centre.server(index).isAlive()).toBe(true)
    whisper.stop()
    await first.ask('anywhere', `/api/conversations/${call.id}/mode`, {
      body: { mode: 'off', tabId: whisper.tab.tabId },
    })
    await linesOver(call.id, first.personId, longMs)
    whisper.tab.close()
  })

  it.runIf(isLong)(
    '[EE176][SV22] a database that is read-only, full, or slow by seconds is named, and nothing acknowledged is lost',
    async () => {
      const call = await newCall()
      const tab = await first.live('anywhere')
      const texts = startTexts(call.id)
      await until('some texts', longMs, () => texts.taken > 3 || undefined)

      await centre.database.setReadOnly(true)
      await until('a refusal', longMs, () => refused(texts, /^503 database-read-only$/))
      await until('not ready', longMs, async () => ((await isReady(0)) ? undefined : true))
      await centre.database.setReadOnly(false)
      await backAgain(texts)

      await centre.database.ask(`
      create function no_room() returns trigger language plpgsql as $$
      begin raise exception 'no room' using errcode = '53100'; end $$`)
      await centre.database.ask(
        'create trigger no_room before insert on control for each row execute function no_room()',
      )
      await until('a refusal', longMs, () => refused(texts, /^503 database-full$/))
      await centre.database.ask('drop trigger no_room on control')
      await centre.database.ask('drop function no_room')
      await backAgain(texts)

      centre.database.cable.slowDown(slowMs)
      await pause(3 * slowMs)
      centre.database.cable.slowDown(0)
      await backAgain(texts)
      const count = await texts.end()
      await eachOnce(call.id, count)
      tab.close()
    },
  )

  it.runIf(isLong)(
    '[EE177] a database that a newer program has used ends a start in one line; the servers that run go on',
    async () => {
      await centre.database.ask("insert into sotto_migration values ('9999-later', now()::text)")
      const settings = { ...centre.settingsOf(0), SOTTO_PORT: String(await freePort()) }
      const said = await runToItsEnd(['serve'], settings).then(
        () => 'it started',
        (failure: { stderr?: string; code?: number }) => `${failure.code} ${failure.stderr}`,
      )
      expect(said).toMatch(/\nThe database was last used by a newer Sotto .*9999-later.*\n$/)
      await until('the others', longMs, async () => (await isReady(0)) || undefined)
      await centre.database.ask("delete from sotto_migration where name = '9999-later'")
    },
  )

  it.runIf(isLong)(
    '[EE178] signing out at one server ends the panels and lines of the others at once',
    async () => {
      const call = await newCall()
      const visitor = await visitAs(centre, third)
      const whisper = await startWhisper({
        visitor,
        conversationId: call.id,
        live: 2,
        command: 1,
        sound: 1,
        toneHz: firstHz,
      })
      expect((await visitor.ask(0, '/auth/sign-out', { body: {} })).status).toBe(204)
      await until('the end of the panel', 5_000, () => whisper.tab.closeCode)
      expect(whisper.tab.closeCode).toBe(4401)
      await linesOver(call.id, visitor.personId, 10_000)
    },
  )
})
