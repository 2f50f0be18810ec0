/** The simulator as its users have it: one process, real sockets, real time, judged from outside. */
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeWav, frameMs, frameSamples, sampleRateHz } from '@sotto/audio'
import { silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { createMarker, findLeak } from '@sotto/testkit'
import * as stranger from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createSimulator, type Simulator } from '../src/create-simulator.ts'
import { pressLoginButton } from '../src/oauth/testing/press-login-button.ts'
import { readSimulatorSettings, type SimulatorSettings } from '../src/settings.ts'
import { maren, trialBank } from '../src/world/testing/world-on-trial.ts'

let dataDirectory: string
let simulator: Simulator
let baseUrl: string
let token: string

const bank = trialBank()
const voices = {
  dialogues: bank.dialogues,
  samples: async (dialogueId: string, speaker: 'agent' | 'customer') =>
    bank.samples(dialogueId, speaker),
}

function settings(change: Partial<SimulatorSettings> = {}): SimulatorSettings {
  const read = readSimulatorSettings({}, { dataDirectory, panelUrl: 'http://localhost:4400' })
  if (!read.ok) throw new Error(read.error)
  return { ...read.value, port: 0, ...change }
}

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'whole-simulator-'))
  simulator = await createSimulator({
    clock: systemClock,
    random: systemRandom,
    settings: settings(),
    logger: silentLogger,
    voices,
  })
  baseUrl = await simulator.listen()
  token = await signIn(maren)
}, 30_000)

afterAll(async () => {
  await simulator.close()
  await rm(dataDirectory, { recursive: true })
})

/** As a stranger's client does it: discovery, authorization code, PKCE. */
async function signIn(personName: string): Promise<string> {
  const configuration = await stranger.discovery(
    new URL(baseUrl),
    'stranger',
    undefined,
    stranger.None(),
    { execute: [stranger.allowInsecureRequests] },
  )
  const verifier = stranger.randomPKCECodeVerifier()
  const state = stranger.randomState()
  const authorizationUrl = stranger.buildAuthorizationUrl(configuration, {
    redirect_uri: 'http://127.0.0.1:61234/back',
    scope: 'login:read routing:read conversation:read conversation:control:write transcript:read',
    state,
    code_challenge: await stranger.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const { callbackUrl } = await pressLoginButton({ authorizationUrl, personName, fetch })
  if (callbackUrl === undefined) throw new Error('nobody was sent back')
  const answer = await stranger.authorizationCodeGrant(configuration, callbackUrl, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
  return answer.access_token
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the door said
async function ask(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, ...(text === '' ? {} : JSON.parse(text)) }
}

interface Socket {
  readonly socket: WebSocket
  /** The next text message of that kind, come or to come. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was said
  next(wanted: (message: any) => boolean): Promise<any>
  readonly binary: Buffer[]
  closed(): Promise<number>
}

async function open(path: string, origin = baseUrl): Promise<Socket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const messages: unknown[] = []
  const binary: Buffer[] = []
  let look = (): void => {}
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) binary.push(data)
    else messages.push(JSON.parse(data.toString('utf8')))
    look()
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return {
    socket,
    binary,
    closed: () => closed,
    next: (wanted) =>
      new Promise((resolve) => {
        look = () => {
          const index = messages.findIndex(wanted)
          if (index !== -1) resolve(messages.splice(index, 1)[0])
        }
        look()
      }),
  }
}

const offer = {
  type: 'open',
  media: [{ type: 'audio', format: 'L16', rate: 16_000, channels: ['supervisor'] }],
}

async function openLine(conversationId: string, controlType: 'WHISPER' | 'MONITOR') {
  const conversation = await ask('GET', `/api/v2/conversations/${conversationId}`)
  const agent = conversation.participants.find(
    ({ purpose }: { purpose: string }) => purpose === 'agent',
  )
  const control = await ask('POST', `/api/v2/conversations/${conversationId}/control`, {
    controlType,
    targetUserId: agent.userId,
    mediaType: 'AUDIO',
    audioMixLevel: 0.65,
  })
  expect(control).toMatchObject({ status: 'QUEUED' })
  const line = await open(`/api/v2/conversations/${conversationId}/controls/${control.id}/media`)
  line.socket.send(JSON.stringify(offer))
  await line.next(({ type }) => type === 'opened')
  return { controlId: control.id as string, line }
}

/** Sends as a microphone does: a frame every 20 ms, owed by the clock. */
function speak(line: Socket, samples: Int16Array): Promise<void> {
  const startedAt = systemClock.monotonicNow()
  let sent = 0
  return new Promise((resolve) => {
    const tick = (): void => {
      const owed = (systemClock.monotonicNow() - startedAt) / frameMs
      for (; sent < owed; sent += 1) {
        const from = sent * frameSamples
        if (from + frameSamples > samples.length) return resolve()
        const frame = samples.slice(from, from + frameSamples)
        line.socket.send(Buffer.from(frame.buffer))
      }
      systemClock.schedule(frameMs / 2, tick)
    }
    tick()
  })
}

async function recording(conversationId: string, leg: string): Promise<Int16Array> {
  const path = `/_simulator/conversations/${conversationId}/recording?leg=${leg}`
  const response = await fetch(`${baseUrl}${path}`)
  expect(response.status).toBe(200)
  const sound = decodeWav(new Uint8Array(await response.arrayBuffer()))
  if (!sound.ok) throw new Error(sound.error.code)
  return sound.value.samples
}

const steady = async (scenario = 'steady'): Promise<string> =>
  (await ask('POST', '/_simulator/conversations', { scenario })).id

describe('the whole simulator', () => {
  it('[SW110] a stranger signs in and sees the contact centre', async () => {
    expect(await ask('GET', '/api/v2/users/me')).toMatchObject({ status: 200, name: maren })
    const { entities } = await ask('GET', '/api/v2/routing/queues')
    expect(entities).toEqual([{ id: 'queue-billing', name: 'Billing' }])
    const state = await ask('GET', '/_simulator/state')
    const active = state.conversations.filter(
      (one: { mediaType: string; state: string }) =>
        one.mediaType === 'VOICE' && one.state === 'ACTIVE',
    )
    expect(active.length).toBeGreaterThanOrEqual(8)
  })

  it('[SW110] what a supervisor whispers reaches the agent’s ear and no other', async () => {
    const conversationId = await steady('quiet-customer')
    const events = await open(
      `/api/v2/events?filter=${encodeURIComponent(
        JSON.stringify([
          {
            id: 's1',
            events: ['conversation', 'control'],
            filters: [{ name: 'conversationId', operator: 'eq', value: conversationId }],
          },
        ]),
      )}`,
    )
    await events.next(({ name }) => name === 'subscribed')
    const { controlId, line } = await openLine(conversationId, 'WHISPER')
    const executing = await events.next(
      ({ name, data }) => name === 'control.updated' && data.status === 'EXECUTING',
    )
    expect(executing.data).toMatchObject({ id: controlId, supervisorId: 'user-maren-brandt' })
    const evidence = await events.next(
      ({ name, data }) => name === 'conversation.updated' && data.participants.length === 3,
    )
    expect(evidence.data.participants[2]).toMatchObject({ controlId, heardBy: ['agent'] })

    const marker = createMarker({ seed: 9, durationMs: 4_000, levelDbfs: -20, sampleRateHz })
    await speak(line, marker)
    const position = await line.next(
      ({ type, mixedSamples }) => type === 'position' && mixedSamples >= marker.length * 0.95,
    )
    expect(position.clippedSamples).toBe(0)
    line.socket.send(JSON.stringify({ type: 'close' }))
    await line.next(({ type }) => type === 'closed')
    await events.next(({ name, data }) => name === 'control.updated' && data.status === 'COMPLETED')

    const agentEar = await recording(conversationId, 'agent-ear')
    const customerEar = await recording(conversationId, 'customer-ear')
    const customerChannel = await recording(conversationId, 'customer-channel')
    expect(findLeak({ marker, recording: agentEar, sampleRateHz }).leaks).toBe(true)
    expect(findLeak({ marker, recording: customerEar, sampleRateHz }).leaks).toBe(false)
    expect(findLeak({ marker, recording: customerChannel, sampleRateHz }).leaks).toBe(false)
    events.socket.close()
  }, 30_000)

  it('[SW110] listening brings both voices, on two channels', async () => {
    const conversationId = await steady()
    const { line } = await openLine(conversationId, 'MONITOR')
    await line.next(({ type, mixedSamples }) => type === 'position' && mixedSamples > 16_000 * 4)
    const bytes = Buffer.concat(line.binary)
    const both = [0, 2].map((offset) => {
      let energy = 0
      for (let at = offset; at + 1 < bytes.length; at += 4) energy += bytes.readInt16LE(at) ** 2
      return Math.sqrt(energy / (bytes.length / 4))
    })
    expect(line.binary.every(({ length }) => length === 1_280)).toBe(true)
    for (const level of both) expect(level).toBeGreaterThan(50)
    line.socket.close()
  }, 30_000)

  it('[SW111] a person who is taken out of service loses their streams', async () => {
    const events = await open('/api/v2/events')
    const closed = events.closed()
    await ask('PATCH', '/_simulator/people/user-maren-brandt', { active: false })
    expect(await closed).toBe(4403)
    expect(await ask('GET', '/api/v2/users/me')).toMatchObject({ status: 401 })
    await ask('PATCH', '/_simulator/people/user-maren-brandt', { active: true })
    token = await signIn(maren)
  })

  it('[SW111] the desk and the sign-in pages are there', async () => {
    for (const path of ['/desk', '/.well-known/openid-configuration'])
      expect((await fetch(`${baseUrl}${path}`)).status).toBe(200)
  })

  it('[SW112] 127.0.0.1 and localhost reach the same place', async () => {
    const { port } = new URL(baseUrl)
    expect(baseUrl).toBe(`http://127.0.0.1:${port}`)
    expect((await fetch(`http://localhost:${port}/_simulator/faults`)).status).toBe(200)
    const events = await open('/api/v2/events', `http://localhost:${port}`)
    events.socket.close()
    expect(await events.closed()).toBe(1005)
  })

  it.each([
    ['a broken request line', 'NONSENSE\r\n\r\n'],
    ['a broken escape', 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['no HTTP at all', '\u0016\u0003\u0001\u0000\u0005hello\r\n\r\n'],
  ])('[SW113] %s is refused in the contract’s shape', async (_name, text) => {
    const answer = await new Promise<string>((resolve) => {
      let received = ''
      const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1', () => socket.write(text))
      socket.on('data', (data) => {
        received += data.toString('utf8')
      })
      socket.on('close', () => resolve(received))
    })
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      status: 400,
      code: 'bad.request',
      contextId: expect.any(String),
    })
    expect((await fetch(`${baseUrl}/_simulator/faults`)).status).toBe(200)
  })

  it('[SW114] a taken port is a rejection, and closing gives the port back', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const own = join(dataDirectory, 'second')
    const second = await createSimulator({
      clock: systemClock,
      random: systemRandom,
      settings: settings({ port, dataDirectory: own }),
      logger: silentLogger,
      voices,
    })
    await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await new Promise((resolve) => taken.close(resolve))
    expect(await second.listen()).toBe(`http://127.0.0.1:${port}`)
    await Promise.all([second.close(), second.close()])
    await expect(fetch(`http://127.0.0.1:${port}/_simulator/state`)).rejects.toThrow()
  }, 30_000)
})

describe('a second start', () => {
  async function worldOf(change: Partial<SimulatorSettings>) {
    const seeds: unknown[] = []
    const started = await createSimulator({
      clock: systemClock,
      random: systemRandom,
      settings: settings({ dataDirectory: join(dataDirectory, systemRandom.id()), ...change }),
      logger: {
        ...silentLogger,
        info: (event, fields) => void (event === 'world-seed' && seeds.push(fields?.seed)),
      },
      voices,
    })
    const address = await started.listen()
    const state = await fetch(`${address}/_simulator/state`)
    const { people, conversations } = (await state.json()) as Record<string, { id: string }[]>
    await started.close()
    if (people === undefined || conversations === undefined) throw new Error('no state')
    return {
      seeds,
      people: people.map(({ id }) => id),
      conversations: conversations.map(({ id }) => id),
    }
  }

  it('[SW116] has the same people, and no conversation of the first unless the seed is given', async () => {
    const [first, second] = [await worldOf({}), await worldOf({})]
    expect(second.people).toEqual(first.people)
    expect(first.conversations.length).toBeGreaterThan(0)
    expect(first.conversations.filter((id) => second.conversations.includes(id))).toEqual([])
    expect(second.seeds).not.toEqual(first.seeds)
    const [third, fourth] = [await worldOf({ seed: 7 }), await worldOf({ seed: 7 })]
    expect(fourth).toEqual(third)
    expect(third.seeds).toEqual([7])
  })
})
