import { once } from 'node:events'
import { decodeWav } from '@sotto/audio'
import { sleep, systemClock } from '@sotto/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, startScene } from '../support/start-scene.ts'
import { cookieOf, openRealPanel, openSocket, until } from './real-panel.ts'

const toneHz = 1_234
let scene: Scene

beforeAll(async () => {
  scene = await startScene({
    server: { SOTTO_PORT: '0', SOTTO_PUBLIC_URL: 'http://localhost:4400' },
  })
  await scene.server.listen()
}, 60_000)
afterAll(() => scene?.close())

function platform(path: string, body?: object): Promise<Response> {
  return fetch(`${scene.platformUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

interface SimulatorState {
  readonly people: readonly {
    readonly id: string
    readonly role: string
    readonly queueIds: readonly string[]
    readonly telephony: boolean
    readonly engagement: boolean
  }[]
  readonly controls: readonly {
    readonly conversationId: string
    readonly status: string
    readonly controlType: string
  }[]
}

async function simulatorState(): Promise<SimulatorState> {
  return (await (await platform('/_simulator/state')).json()) as SimulatorState
}

/** With a free agent of the billing queue who may be whispered to in either way. */
async function startConversation(scenario: string): Promise<string> {
  const { people } = await simulatorState()
  const agents = people.filter(
    (one) =>
      one.role === 'agent' &&
      one.queueIds.includes('queue-billing') &&
      one.telephony &&
      one.engagement,
  )
  for (const { id: agentUserId } of agents) {
    const body = { scenario, queueId: 'queue-billing', agentUserId }
    const answer = await platform('/_simulator/conversations', body)
    if (answer.ok) return ((await answer.json()) as { id: string }).id
  }
  throw new Error('no agent is free')
}

/** How much of the tone is in what that leg was given, as an amplitude. */
async function toneIn(conversationId: string, leg: string): Promise<number> {
  const answer = await platform(`/_simulator/conversations/${conversationId}/recording?leg=${leg}`)
  const sound = decodeWav(new Uint8Array(await answer.arrayBuffer()))
  if (!sound.ok) throw new Error(sound.error.code)
  const { samples } = sound.value
  let loudest = 0
  for (let start = 0; start + 4_000 <= samples.length; start += 4_000)
    loudest = Math.max(loudest, toneAmplitude(samples.subarray(start, start + 4_000)))
  return loudest
}

function toneAmplitude(samples: ArrayLike<number>): number {
  let real = 0
  let imaginary = 0
  for (let index = 0; index < samples.length; index += 1) {
    const angle = (2 * Math.PI * toneHz * index) / 16_000
    real += (samples[index] ?? 0) * Math.cos(angle)
    imaginary += (samples[index] ?? 0) * Math.sin(angle)
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length
}

async function signedInPanel(name = 'Maren Brandt') {
  const browser = scene.newBrowser()
  await browser.signIn(name)
  const panel = await openRealPanel(scene, browser)
  return { browser, panel }
}

describe('through real sockets, the guides’ adapter and the simulator', () => {
  it('[MD16] a supervisor’s tone reaches the agent’s ear and not the customer’s', async () => {
    const id = await startConversation('quiet-customer')
    const { panel } = await signedInPanel()
    await until('its row', () =>
      panel.changes().some((change) => change.kind === 'conversation' && change.row.id === id),
    )
    panel.show(id)
    await until('the open conversation', () => panel.detail()?.allowed.coach.allowed)
    const mode = (wanted: string) =>
      panel.command(`/api/conversations/${id}/mode`, { mode: wanted, tabId: panel.tabId })

    expect((await mode('monitor')).status).toBe(202)
    await until('Monitor', () => panel.detail()?.mode.confirmed === 'monitor')
    await until('sound', () => panel.heard.length > 25)
    expect(panel.heard.some((frame) => frame.some((sample) => Math.abs(sample) > 500))).toBe(true)
    expect(panel.detail()?.truth).toMatchObject({
      agent: { hearsYou: false, certainty: 'confirmed' },
      customer: { hearsYou: false, certainty: 'confirmed' },
    })

    expect((await mode('coach')).status).toBe(202)
    await until('an open microphone', () => panel.detail()?.microphoneMayOpen)
    expect(panel.gate()).toMatchObject({ open: true, conversationId: id })
    expect(panel.detail()?.truth).toMatchObject({
      agent: { hearsYou: true, certainty: 'confirmed' },
      customer: { hearsYou: false, certainty: 'confirmed' },
    })
    panel.talk(id, true)
    const mixed = () =>
      panel.audioMessages.findLast(
        (message) => message.type === 'position' && message.mixedSamples > 16_000,
      )
    // What a busy machine says too late is not mixed: it is said again.
    for (let sentences = 0; mixed() === undefined && sentences < 20; sentences += 1)
      await panel.speakTone(toneHz, 6_000, 1_500)
    panel.talk(id, false)
    const position = await until('the platform’s word that it was mixed', mixed)
    expect(position).toMatchObject({ refusedFrames: 0 })

    // Hold in the middle of a sentence: silence from the event on, the line taken back, Monitor stays.
    panel.talk(id, true)
    const speaking = panel.speakTone(toneHz, 6_000, 1_000)
    await sleep(systemClock, 500)
    await platform(`/_simulator/conversations/${id}/act`, { action: 'hold' })
    await until('a shut gate', () => panel.gate()?.open === false)
    await speaking
    await until('Monitor alone', () => {
      const shown = panel.detail()?.mode
      return shown?.confirmed === 'monitor' && shown.reason === 'conversation-held'
    })
    expect(await mode('coach')).toMatchObject({ status: 409, body: { code: 'conversation-held' } })
    await platform(`/_simulator/conversations/${id}/act`, { action: 'retrieve' })
    await until('Coach to be allowed again', () => panel.detail()?.allowed.coach.allowed)

    expect((await mode('off')).status).toBe(202)
    await until('nothing connected', () => {
      const shown = panel.detail()?.mode
      return shown?.confirmed === 'not-connected' && !shown.switching
    })
    const state = await simulatorState()
    const controls = state.controls.filter((control) => control.conversationId === id)
    expect(controls.map((control) => [control.controlType, control.status]).sort()).toEqual([
      ['MONITOR', 'COMPLETED'],
      ['WHISPER', 'FAILED'],
    ])
    // 6,000 at the default level of 0.65.
    expect(await toneIn(id, 'agent-ear')).toBeGreaterThan(3_000)
    expect(await toneIn(id, 'customer-ear')).toBeLessThan(150)
    expect(await toneIn(id, 'customer-channel')).toBeLessThan(150)
    await panel.close()
  }, 60_000)

  it('[CM5] a text is on the agent’s desk by the platform’s word', async () => {
    const id = await startConversation('steady')
    const { panel } = await signedInPanel()
    panel.show(id)
    const sent = await panel.command(`/api/conversations/${id}/whispers`, {
      text: 'Offer the refund.',
    })
    expect(sent.status).toBe(202)
    await until('its delivery', () => {
      const change = panel.control(sent.body.controlId)
      return change?.kind === 'control' && change.control.state === 'completed'
    })
    expect(panel.control(sent.body.controlId)).toMatchObject({
      control: { text: 'Offer the refund.', evidence: 'event' },
    })
    await panel.close()
  }, 60_000)

  it('[CM4] a silent platform leaves a text pending from 5 s on, until it says something', async () => {
    const id = await startConversation('steady')
    const { panel } = await signedInPanel()
    panel.show(id)
    await until('the open conversation', () => panel.detail()?.id === id)
    await platform('/_simulator/faults', { controlEventsSilent: 'all' })
    const began = systemClock.monotonicNow()
    const sent = await panel.command(`/api/conversations/${id}/whispers`, { text: 'Well done.' })
    const state = () => {
      const change = panel.control(sent.body.controlId)
      return change?.kind === 'control' ? change.control.state : undefined
    }
    await until('pending delivery', () => state() === 'pending-delivery')
    expect(systemClock.monotonicNow() - began).toBeGreaterThan(4_900)
    expect(systemClock.monotonicNow() - began).toBeLessThan(6_500)
    await fetch(`${scene.platformUrl}/_simulator/faults`, { method: 'DELETE' })
    await until('its delivery', () => state() === 'completed')
    await panel.close()
  }, 60_000)

  it('[GW12] no socket opens without a session or from another origin', async () => {
    const browser = scene.newBrowser()
    await browser.signIn('Maren Brandt')
    const cookie = cookieOf(browser)
    for (const path of ['/live', '/audio?tabId=tab-00000001'])
      for (const [headers, status] of [
        [{ origin: scene.origin }, 401],
        [{ origin: scene.origin, cookie: '__Host-sotto-session=forged' }, 401],
        [{ origin: 'http://evil.example', cookie }, 403],
        [{ cookie }, 403],
      ] as const) {
        const socket = openSocket(scene, path, headers)
        socket.on('error', () => {})
        const [, response] = await once(socket, 'unexpected-response')
        expect(response.statusCode).toBe(status)
        socket.terminate()
      }
  })

  it('[GW11] signing out closes the sockets of every tab', async () => {
    const { browser, panel } = await signedInPanel()
    const audioClosed = once(panel.audio, 'close')
    await browser.post('/auth/sign-out')
    expect((await panel.liveClosed)[0]).toBe(4401)
    expect((await audioClosed)[0]).toBe(4401)
  })

  it('[GW8] a tab that connects again closes its older socket', async () => {
    const { browser, panel } = await signedInPanel()
    const again = openSocket(scene, '/live', { cookie: cookieOf(browser), origin: scene.origin })
    await once(again, 'open')
    again.send(JSON.stringify({ type: 'hello', tabId: panel.tabId }))
    expect((await panel.liveClosed)[0]).toBe(4409)
    again.close()
    panel.audio.close()
  })

  it('[MD8] a frame that cannot be read closes the audio socket and says why', async () => {
    const { panel } = await signedInPanel()
    const closed = once(panel.audio, 'close')
    panel.audio.send(Buffer.alloc(77))
    expect((await closed)[0]).toBe(4400)
    expect(panel.audioMessages.at(-1)).toMatchObject({ type: 'problem', code: 'unknown-version' })
    await panel.close()
  })

  it.each([
    ['a message that is none', 'not json', 4400],
    ['a binary flood', undefined, 4400],
    ['a message far too long', 'x'.repeat(100_000), 1009],
  ])('[MD15] %s closes the audio socket', async (_name, text, code) => {
    const { panel } = await signedInPanel()
    const closed = once(panel.audio, 'close')
    if (text === undefined)
      for (let frame = 0; frame < 2_000; frame += 1) panel.audio.send(goodFrame())
    else panel.audio.send(text)
    expect((await closed)[0]).toBe(code)
    expect((await fetchHealth()).status).toBe(200)
    await panel.close()
  })

  it('[GW10] what cannot be read on the live socket is answered, and the process lives', async () => {
    const { panel } = await signedInPanel()
    panel.live.send('{')
    panel.live.send(Buffer.from([0, 1, 2]))
    await until('two problems', () => {
      const problems = panel.messages.filter((message) => message.type === 'problem')
      return problems.length === 2
    })
    const closed = panel.liveClosed
    panel.live.send('x'.repeat(100_000))
    expect((await closed)[0]).toBe(1009)
    expect((await fetchHealth()).status).toBe(200)
    panel.audio.close()
  })
})

function goodFrame(): Buffer {
  const frame = Buffer.alloc(656)
  frame.writeUInt8(1, 0)
  frame.writeUInt8(1, 1)
  return frame
}

async function fetchHealth(): Promise<{ status: number }> {
  const answer = await scene.server.app.inject({
    url: '/healthz',
    headers: { host: new URL(scene.origin).host },
  })
  return { status: answer.statusCode }
}
