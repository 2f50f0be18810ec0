import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import type { Control, ControlStatus, ControlType } from '../../world/shapes.ts'
import { call, noiseFrame, startTrial } from '../testing/engine-on-trial.ts'
import { createMediaSession, type LineWorld } from './media-session.ts'

const l16 = { type: 'audio', format: 'L16', rate: 16_000, channels: ['supervisor'] }
const open = JSON.stringify({ type: 'open', media: [l16] })

function control(controlType: ControlType): Control {
  return {
    id: 'control',
    version: 1,
    conversationId: 'call',
    controlType,
    mediaType: 'AUDIO',
    status: 'QUEUED',
    supervisorId: 'maria',
    targetUserId: 'ana',
    createdAt: '2026-01-01T12:00:00.000Z',
    metadata: {},
  }
}

/** A call, a queued control, and as many clients of it as a test wants; no sockets. */
function startSocketless(controlType: ControlType = 'WHISPER') {
  const { engine, clock } = startTrial({ clock: createFakeClock() })
  engine.startCall(call('ACTIVE'))
  const controls = new Map([['control', control(controlType)]])
  const told: string[] = []
  const setStatus = (status: ControlStatus) =>
    controls.set('control', { ...control(controlType), status })
  const finish = (what: string) => {
    told.push(what)
    engine.closeLine('control')
    setStatus(what === 'finished' ? 'COMPLETED' : 'FAILED')
  }
  const world: LineWorld = {
    controls,
    lineAttached: () => told.push('attached'),
    lineLost: () => told.push('lost'),
    lineFinished: () => finish('finished'),
    lineBroken: () => finish('broken'),
  }

  function execute(): void {
    engine.openLine({
      controlId: 'control',
      conversationId: 'call',
      controlType,
      mixLevel: 0.65,
    })
    setStatus('EXECUTING')
  }

  function connect() {
    const texts: Record<string, unknown>[] = []
    const frames: Uint8Array[] = []
    const closes: { readonly code: number; readonly reason: string }[] = []
    const transport = {
      unreadBytes: 0,
      sendText: (text: string) => texts.push(JSON.parse(text)),
      sendBinary: (frame: Uint8Array) => frames.push(frame),
      close: (code: number, reason: string) => closes.push({ code, reason }),
    }
    const session = createMediaSession({
      controlId: 'control',
      controlType,
      engine,
      world,
      clock,
      transport,
    })
    const types = () => texts.map(({ type }) => type)
    return { session, transport, texts, types, frames, closes }
  }
  return { engine, clock, told, execute, connect, setStatus }
}

describe('a media session', () => {
  it('[SM64] is opened when the platform’s path opens, however early the client said open', () => {
    const { execute, connect, told, clock } = startSocketless()
    const client = connect()
    client.session.text(open)
    clock.advanceSync(1_000)
    expect(client.texts).toEqual([])
    expect(told).toEqual(['attached'])
    execute()
    expect(client.texts).toEqual([{ type: 'opened', media: [l16] }])
  })

  it('[SM64] is opened at once when the path is open already', () => {
    const { execute, connect } = startSocketless()
    execute()
    const client = connect()
    client.session.text(open)
    expect(client.types()).toEqual(['opened'])
  })

  it('[SM64] close brings a last position, closed, and the end of the control', () => {
    const { execute, connect, told } = startSocketless()
    execute()
    const client = connect()
    client.session.text(open)
    client.session.binary(noiseFrame(1, 0, 9_000))
    client.session.text('{"type":"close"}')
    expect(client.texts.slice(1)).toEqual([
      {
        type: 'position',
        receivedSamples: 320,
        mixedSamples: 0,
        underrunSamples: 0,
        clippedSamples: 0,
      },
      { type: 'closed' },
    ])
    expect(client.closes).toEqual([{ code: 1000, reason: 'closed by the client' }])
    client.session.gone()
    client.session.binary(new Uint8Array(3))
    client.session.text('nonsense')
    expect(told).toEqual(['attached', 'finished'])
  })

  it('[SM64] the platform’s closing is told with a last position, then closed', () => {
    const { execute, connect, told, engine } = startSocketless()
    const client = connect()
    client.session.text(open)
    execute()
    engine.closeLine('control')
    client.session.gone()
    expect(client.types()).toEqual(['opened', 'position', 'closed'])
    expect(client.closes[0]?.code).toBe(1000)
    expect(told).toEqual(['attached'])
  })

  it('[SM65] sends a position every 500 ms with the four counts', () => {
    const { execute, connect, clock } = startSocketless()
    const client = connect()
    client.session.text(open)
    execute()
    for (let index = 0; index < 100; index += 1) {
      client.session.binary(noiseFrame(1, index, 5_000))
      clock.advanceSync(20)
    }
    const positions = client.texts.filter(({ type }) => type === 'position')
    expect(positions).toHaveLength(4)
    expect(positions.at(-1)).toEqual({
      type: 'position',
      receivedSamples: 32_000,
      mixedSamples: 32_000 - 640,
      underrunSamples: 0,
      clippedSamples: 0,
    })
  })

  it('[SM66] answers ping with pong, and takes a pong', () => {
    const { connect } = startSocketless()
    const client = connect()
    client.session.text('{"type":"ping"}')
    client.session.text('{"type":"pong"}')
    expect(client.types()).toEqual(['pong'])
  })

  it.each([0, 639, 641, 1_280])(
    '[SM67] a frame of %i bytes closes with 4415 and fails the control',
    (size) => {
      const { execute, connect, told } = startSocketless()
      execute()
      const client = connect()
      client.session.text(open)
      client.session.binary(new Uint8Array(size))
      expect(client.closes[0]?.code).toBe(4415)
      expect(client.types()).toEqual(['opened', 'error'])
      expect(told).toEqual(['attached', 'broken'])
      client.session.gone()
      expect(told).toEqual(['attached', 'broken'])
    },
  )

  it('[SM67] a monitor that sends sound closes with 4415', () => {
    const { execute, connect, told } = startSocketless('MONITOR')
    execute()
    const client = connect()
    client.session.text(open)
    client.session.binary(new Uint8Array(640))
    expect(client.closes[0]?.code).toBe(4415)
    expect(told).toEqual(['attached', 'broken'])
  })

  it('[SM67] a client that never held the line cannot break it', () => {
    const { execute, connect, told } = startSocketless()
    execute()
    connect().session.text(open)
    const stranger = connect()
    stranger.session.binary(new Uint8Array(7))
    expect(stranger.closes[0]?.code).toBe(4415)
    expect(told).toEqual(['attached'])
  })

  it.each([
    ['not JSON', '{"type":'],
    ['no object', '"open"'],
    ['null', 'null'],
    ['no type', '{}'],
    ['a type that is no text', '{"type":7}'],
    ['open without media', '{"type":"open"}'],
    ['media that is no list', '{"type":"open","media":{}}'],
    [
      'media without a rate',
      '{"type":"open","media":[{"type":"audio","format":"L16","channels":[]}]}',
    ],
    ['endless text', JSON.stringify({ type: 'ping', padding: 'x'.repeat(9_000) })],
  ])('[SM68] %s closes with 4400 and a reason; the line may be opened again', (_, text) => {
    const { execute, connect, told } = startSocketless()
    execute()
    const client = connect()
    client.session.text(open)
    client.session.text(text)
    expect(client.closes).toHaveLength(1)
    expect(client.closes[0]?.code).toBe(4400)
    expect(client.closes[0]?.reason).toMatch(/\w/)
    expect(told).toEqual(['attached', 'lost'])
    const again = connect()
    again.session.text(open)
    expect(again.types()).toEqual(['opened'])
  })

  it('[SM68] a second open closes with 4400', () => {
    const { execute, connect, told } = startSocketless()
    execute()
    const client = connect()
    client.session.text(open)
    client.session.text(open)
    expect(client.closes[0]).toEqual({ code: 4400, reason: 'already open' })
    expect(told).toEqual(['attached', 'lost'])
  })

  it('[SM69] unknown types are ignored and counted, extra fields pass', () => {
    const { connect } = startSocketless()
    const client = connect()
    client.session.text('{"type":"discarded","start":1}')
    client.session.text(
      JSON.stringify({ type: 'open', version: '2', media: [{ ...l16, more: 1 }] }),
    )
    expect(client.session.ignored).toBe(1)
    expect(client.closes).toEqual([])
  })

  it.each([
    { ...l16, format: 'PCMU' },
    { ...l16, rate: 48_000 },
    { ...l16, channels: ['supervisor', 'agent'] },
    { ...l16, channels: [] },
    { ...l16, type: 'video' },
  ])(
    '[SM70] an offer of $format at $rate for $channels is an error and closes with 4415; the control may be opened rightly',
    (media) => {
      const { execute, connect, told } = startSocketless()
      execute()
      const client = connect()
      client.session.text(JSON.stringify({ type: 'open', media: [media] }))
      expect(client.texts).toMatchObject([{ type: 'error', code: 'media.format' }])
      expect(client.closes[0]?.code).toBe(4415)
      expect(told).toEqual([])
    },
  )

  it('[SM70] the fitting one of several offers is taken; a monitor may name its two channels', () => {
    const whisper = startSocketless()
    whisper.execute()
    const client = whisper.connect()
    client.session.text(JSON.stringify({ type: 'open', media: [{ ...l16, format: 'PCMU' }, l16] }))
    expect(client.texts).toEqual([{ type: 'opened', media: [l16] }])
    const both = { ...l16, channels: ['customer', 'agent'] }
    for (const offered of [l16, both]) {
      const monitor = startSocketless('MONITOR')
      monitor.execute()
      const listener = monitor.connect()
      listener.session.text(JSON.stringify({ type: 'open', media: [offered] }))
      expect(listener.texts).toEqual([{ type: 'opened', media: [both] }])
    }
  })

  it('[SM71] a newer socket takes the line from an older one, which ends with 4409 and loses nothing by it', () => {
    const { execute, connect, told } = startSocketless()
    execute()
    const halfDead = connect()
    halfDead.session.text(open)
    const second = connect()
    second.session.text(open)
    expect(halfDead.closes.map(({ code }) => code)).toEqual([4409])
    expect(second.types()).toEqual(['opened'])
    halfDead.session.text(JSON.stringify({ type: 'close' }))
    halfDead.session.binary(noiseFrame(1, 0, 9_000))
    halfDead.session.gone()
    expect(told).toEqual(['attached', 'attached'])
    second.session.gone()
    expect(told).toEqual(['attached', 'attached', 'lost'])
  })

  it('[SM74] a client that never says open is let go after 10 s, and a client that did is not', () => {
    const { connect, clock, told } = startSocketless()
    const idle = connect()
    const busy = connect()
    busy.session.text(open)
    clock.advanceSync(9_999)
    expect(idle.closes).toEqual([])
    clock.advanceSync(1)
    expect(idle.closes[0]?.code).toBe(4400)
    expect(busy.closes).toEqual([])
    expect(told).toEqual(['attached'])
    busy.session.gone()
    expect(clock.pending).toBe(0)
  })

  it('[SM75] a control that ended before its line opened is closed: at open, by the engine, or at the next beat', () => {
    const late = startSocketless()
    late.setStatus('FAILED')
    const client = late.connect()
    client.session.text(open)
    expect(client.types()).toEqual(['closed'])

    const waiting = startSocketless()
    const patient = waiting.connect()
    patient.session.text(open)
    patient.session.beat()
    expect(patient.closes).toEqual([])
    waiting.setStatus('FAILED')
    patient.session.beat()
    expect(patient.types()).toEqual(['closed'])

    const cancelled = startSocketless()
    const told = cancelled.connect()
    told.session.text(open)
    cancelled.engine.closeLine('control')
    expect(told.types()).toEqual(['closed'])
  })

  it('[SM77] sound before opened is ignored, counted, and not received', () => {
    const { execute, connect, clock } = startSocketless()
    const client = connect()
    client.session.binary(noiseFrame(1, 0, 9_000))
    client.session.text(open)
    client.session.binary(noiseFrame(1, 0, 9_000))
    execute()
    clock.advanceSync(500)
    expect(client.session.ignored).toBe(2)
    expect(client.texts.at(-1)).toMatchObject({ type: 'position', receivedSamples: 0 })
  })

  it('[SM78] a listener with a second unread gets nothing more until it has read', () => {
    const { execute, connect, clock } = startSocketless('MONITOR')
    execute()
    const client = connect()
    client.session.text(open)
    clock.advanceSync(200)
    client.transport.unreadBytes = 64_000
    clock.advanceSync(1_000)
    client.session.text('{"type":"ping"}')
    expect(client.frames).toHaveLength(10)
    expect(client.types()).toEqual(['opened'])
    client.transport.unreadBytes = 0
    clock.advanceSync(300)
    expect(client.frames).toHaveLength(25)
    expect(client.texts.at(-1)).toMatchObject({
      type: 'position',
      mixedSamples: 25 * 320,
      underrunSamples: 50 * 320,
    })
  })
})
