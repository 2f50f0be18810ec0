import { once } from 'node:events'
import websocket from '@fastify/websocket'
import { createFakeClock } from '@sotto/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { Refusal, refusalBody } from '../../api/refusal.ts'
import { createFaultBoard } from '../../faults/fault-board.ts'
import type { TokenVerdict } from '../../oauth/token-authority.ts'
import type { Control, Person } from '../../world/shapes.ts'
import { call, startTrial } from '../testing/engine-on-trial.ts'
import { registerMediaSocket } from './register-media-socket.ts'

const everyRight = [
  'Conversation:Control:Write',
  'Conversation:Monitor:Write',
  'Conversation:Barge:Write',
]

function person(id: string, permissions: readonly string[]): Person {
  return {
    id,
    name: id,
    email: `${id}@example.org`,
    role: 'supervisor',
    region: 'us-east-1',
    queueIds: [],
    permissions,
    licence: 'CX3',
    telephony: true,
    engagement: true,
    active: true,
    presence: 'AVAILABLE',
    routingStatus: 'OFF_QUEUE',
  }
}

function control(id: string, more: Partial<Control> = {}): Control {
  return {
    id,
    version: 1,
    conversationId: 'call',
    controlType: 'WHISPER',
    mediaType: 'AUDIO',
    status: 'EXECUTING',
    supervisorId: 'maria',
    targetUserId: 'ana',
    createdAt: '2026-01-01T12:00:00.000Z',
    metadata: {},
    ...more,
  }
}

function valid(personId: string | undefined, ...scopes: string[]): TokenVerdict {
  return {
    kind: 'valid',
    ...(personId === undefined ? {} : { personId }),
    clientId: 'sotto',
    scopes: new Set(scopes),
    expiresAtWallMs: 0,
  }
}

const verdicts: Readonly<Record<string, TokenVerdict>> = {
  maria: valid('maria', 'conversation:control:write'),
  jon: valid('jon', 'conversation:control:write'),
  reader: valid('maria', 'conversation:read'),
  background: valid(undefined, 'conversation:read'),
  expired: { kind: 'expired' },
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function start(app: FastifyInstance = Fastify()) {
  const clock = createFakeClock()
  const { engine } = startTrial({ clock })
  engine.startCall(call('ACTIVE'))
  const faults = createFaultBoard()
  const told: string[] = []
  const failures: unknown[] = []
  const controls = new Map(
    [
      control('whisper'),
      control('monitor', { controlType: 'MONITOR' }),
      control('barge', { controlType: 'BARGE' }),
      control('text', { mediaType: 'TEXT' }),
      control('done', { status: 'COMPLETED' }),
      control('failed', { status: 'FAILED' }),
      control('jons', { supervisorId: 'jon' }),
    ].map((each) => [each.id, each]),
  )
  const world = {
    controls,
    people: new Map([
      ['maria', person('maria', everyRight)],
      ['jon', person('jon', [])],
    ]),
    lineAttached: () => told.push('attached'),
    lineLost: () => told.push('lost'),
    lineFinished: () => told.push('finished'),
    lineBroken: () => told.push('broken'),
  }
  app.setErrorHandler((failure, _request, reply) => {
    if (failure instanceof Refusal)
      return reply.code(failure.status).send(refusalBody(failure, 'x'))
    return reply.code(500).send({ message: String(failure) })
  })
  await registerMediaSocket(app, {
    engine,
    world,
    tokens: {
      verify: async (token) => verdicts[token] ?? { kind: 'invalid' },
      expireAll: () => {},
      onExpired: () => () => {},
    },
    faults,
    clock,
    onFailure: (failure) => failures.push(failure),
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  closers.push(
    () => engine.close(),
    () => app.close(),
  )
  for (const each of [...controls.values()])
    if (each.status === 'EXECUTING' && each.mediaType === 'AUDIO')
      engine.openLine({
        controlId: each.id,
        conversationId: 'call',
        controlType: each.controlType,
        mixLevel: 0.65,
      })

  function connect(controlId: string, token: string | undefined = 'maria', conversation = 'call') {
    const url = `${address.replace('http', 'ws')}/api/v2/conversations/${conversation}/controls/${controlId}/media`
    const socket = new WebSocket(url, {
      headers: token === undefined ? {} : { authorization: token },
    })
    closers.push(() => socket.terminate())
    return socket
  }
  return { app, address, engine, clock, faults, told, failures, world, connect }
}

async function refusedWith(socket: WebSocket): Promise<{ status: number; body: unknown }> {
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => resolve(response))
    socket.on('open', () => reject(new Error('was let in')))
    socket.on('error', () => {})
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(Buffer.from(chunk))
  return { status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) }
}

function nextText(socket: WebSocket): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    socket.once('message', (data) => resolve(JSON.parse(data.toString())))
  })
}

const open = JSON.stringify({
  type: 'open',
  media: [{ type: 'audio', format: 'L16', rate: 16_000, channels: ['supervisor'] }],
})

async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, 'open')
  socket.send(open)
  expect(await nextText(socket)).toMatchObject({ type: 'opened' })
  return socket
}

describe('who may open the media socket', () => {
  it.each([
    ['no token', undefined, 'token.invalid'],
    ['a token without its word', 'maria', 'token.invalid'],
    ['an unknown token', 'Bearer nobody', 'token.invalid'],
    ['an expired token', 'Bearer expired', 'token.expired'],
  ])('[SM60] %s is 401 before the upgrade', async (_, header, code) => {
    const { connect } = await start()
    const { status, body } = await refusedWith(connect('whisper', header ?? ''))
    expect(status).toBe(401)
    expect(body).toMatchObject({ status: 401, code })
  })

  it.each([
    ['somebody else’s control', 'jons', 'call'],
    ['a control that does not exist', 'none', 'call'],
    ['a control of another conversation', 'whisper', 'other'],
    ['a text control', 'text', 'call'],
  ])('[SM61] %s is 404', async (_, controlId, conversation) => {
    const { connect } = await start()
    const { status, body } = await refusedWith(connect(controlId, 'Bearer maria', conversation))
    expect([status, body]).toMatchObject([404, { code: 'not.found' }])
  })

  it('[SM60] a person taken out of service is 401', async () => {
    const { connect, world } = await start()
    world.people.set('maria', { ...person('maria', everyRight), active: false })
    expect((await refusedWith(connect('whisper', 'Bearer maria'))).status).toBe(401)
  })

  it('[SM62] a token without the scope, or for nobody, is 403, and so is a person without the permission', async () => {
    const { connect } = await start()
    for (const token of ['reader', 'background'])
      expect(await refusedWith(connect('whisper', `Bearer ${token}`))).toMatchObject({
        status: 403,
        body: { code: 'missing.scope', missing: 'conversation:control:write' },
      })
    expect(await refusedWith(connect('jons', 'Bearer jon'))).toMatchObject({
      status: 403,
      body: { code: 'missing.permission', missing: 'Conversation:Control:Write' },
    })
  })

  it.each(['done', 'failed'])('[SM63] a control that is %s is 409', async (controlId) => {
    const { connect } = await start()
    expect(await refusedWith(connect(controlId, 'Bearer maria'))).toMatchObject({
      status: 409,
      body: { code: 'control.final' },
    })
  })

  it('[SM60] the scheme’s case does not matter; a token in the address does not count', async () => {
    const { connect, address } = await start()
    await opened(connect('whisper', 'bearer maria'))
    const url = `${address.replace('http', 'ws')}/api/v2/conversations/call/controls/monitor/media`
    const socket = new WebSocket(`${url}?access_token=maria`)
    closers.push(() => socket.terminate())
    expect((await refusedWith(socket)).status).toBe(401)
  })

  it('[SM60] a plain request without an upgrade is refused and harms nothing', async () => {
    const { address } = await start()
    const url = `${address}/api/v2/conversations/call/controls/whisper/media`
    expect((await fetch(url)).status).toBe(401)
    expect((await fetch(url, { headers: { authorization: 'Bearer maria' } })).status).toBe(404)
  })
})

describe('the open socket', () => {
  it('[SM30] [SM64] carries the sound of a call both ways', async () => {
    const { connect, clock, engine } = await start()
    const monitor = await opened(connect('monitor', 'Bearer maria'))
    const whisper = await opened(connect('whisper', 'Bearer maria'))
    const frames: Buffer[] = []
    const enough = new Promise<void>((resolve) => {
      monitor.on('message', (data, isBinary) => {
        if (isBinary && Buffer.isBuffer(data)) frames.push(data)
        if (frames.length === 10) resolve()
      })
    })
    whisper.send(new Uint8Array(640).fill(7))
    await expect.poll(() => engine.audioQuality('call')).toBeDefined()
    await clock.advance(200)
    await enough
    expect(frames.every((frame) => frame.length === 1_280)).toBe(true)
    whisper.send(JSON.stringify({ type: 'close' }))
    const [code] = await once(whisper, 'close')
    expect(code).toBe(1000)
  })

  it('[SM67] a wrong frame and a wrong message close one socket with their code, the other lives', async () => {
    const { connect, told } = await start()
    const barge = await opened(connect('barge', 'Bearer maria'))
    const whisper = await opened(connect('whisper', 'Bearer maria'))
    barge.send(new Uint8Array(5))
    expect((await once(barge, 'close'))[0]).toBe(4415)
    whisper.send('{')
    const [code, reason] = await once(whisper, 'close')
    expect([code, reason.toString()]).toEqual([4400, 'message is not JSON'])
    expect(told).toEqual(['attached', 'attached', 'broken', 'lost'])
    await opened(connect('monitor', 'Bearer maria'))
  })

  it('[SM68] a message beyond all measure ends its socket only', async () => {
    const { connect, failures } = await start()
    const whisper = await opened(connect('whisper', 'Bearer maria'))
    whisper.send(new Uint8Array(1_000_000))
    expect((await once(whisper, 'close'))[0]).toBe(1009)
    await opened(connect('whisper', 'Bearer maria'))
    expect(failures).toEqual([])
  })

  it('[SM72] a lost socket is told to the world, and another may open the line again', async () => {
    const { connect, told } = await start()
    const whisper = await opened(connect('whisper', 'Bearer maria'))
    whisper.terminate()
    await expect.poll(() => told).toEqual(['attached', 'lost'])
    await opened(connect('whisper', 'Bearer maria'))
    expect(told).toEqual(['attached', 'lost', 'attached'])
  })

  it('[SM73] the fault dropMediaSockets cuts every socket without a goodbye', async () => {
    const { connect, faults, told } = await start()
    const sockets = [
      await opened(connect('whisper', 'Bearer maria')),
      await opened(connect('monitor', 'Bearer maria')),
    ]
    const closed = sockets.map((socket) => once(socket, 'close'))
    faults.strike({ type: 'drop-event-streams' })
    faults.strike({ type: 'drop-media-sockets' })
    for (const [code] of await Promise.all(closed)) expect(code).toBe(1006)
    await expect.poll(() => told.filter((what) => what === 'lost')).toHaveLength(2)
  })

  it('[SM76] a client that gives no sign of life for three beats is let go', async () => {
    const { connect, clock, told } = await start()
    const dead = await opened(connect('whisper', 'Bearer maria'))
    // Stops reading: no pong goes back, as from a laptop that sleeps.
    dead.pause()
    await clock.advance(4 * 5_000)
    await expect.poll(() => told).toEqual(['attached', 'lost'])
  })

  it('[SM76] a client that only answers pings lives on', async () => {
    const { connect, clock, told } = await start()
    const quiet = await opened(connect('whisper', 'Bearer maria'))
    for (let beat = 0; beat < 8; beat += 1) {
      const pinged = once(quiet, 'ping')
      await clock.advance(5_000)
      await pinged
      // A ping of its own comes back only after the server has read the pong before it.
      const ponged = once(quiet, 'pong')
      quiet.ping()
      await ponged
    }
    expect(told).toEqual(['attached'])
  })

  it('[SM6] a failure inside closes that socket with 1011 and is reported', async () => {
    const { connect, world, failures } = await start()
    world.lineAttached = () => {
      throw new Error('broken world')
    }
    const whisper = connect('whisper', 'Bearer maria')
    await once(whisper, 'open')
    whisper.send(open)
    expect((await once(whisper, 'close'))[0]).toBe(1011)
    expect(failures).toHaveLength(1)
  })

  it('[SM64] registers beside another websocket route of the same server', async () => {
    const app = Fastify()
    await app.register(websocket)
    app.get('/echo', { websocket: true }, (socket) => {
      socket.on('message', (data) => socket.send(`heard ${data.toString()}`))
    })
    const { connect, address } = await start(app)
    await opened(connect('whisper', 'Bearer maria'))
    const echo = new WebSocket(`${address.replace('http', 'ws')}/echo`)
    closers.push(() => echo.terminate())
    await once(echo, 'open')
    echo.send('you')
    expect((await once(echo, 'message')).toString()).toContain('heard you')
  })
})
