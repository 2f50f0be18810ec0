import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createFakeClock } from '@sotto/testkit'
import { type FastifyInstance, fastify } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { messageText, registerWebSockets } from '../../src/gateway/web-socket-edge.ts'
import { restMs } from '../../src/http/callers/reading-pace.ts'
import { keepSlowCallersCheap, lookEveryMs } from '../../src/http/callers/slow-callers.ts'
import { until } from '../coaching/real-panel.ts'

const made: { app: FastifyInstance; callers: Socket[] }[] = []
afterEach(async () => {
  for (const { app, callers } of made.splice(0)) {
    for (const caller of callers) caller.destroy()
    await app.close()
  }
})

/** A server on a clock that stands still, and what came in over each connection, in the order in which they came. */
async function start(silentAtMost?: number) {
  const clock = createFakeClock()
  const app = fastify({ forceCloseConnections: true })
  const there: Socket[] = []
  app.server.on('connection', (socket: Socket) => there.push(socket))
  keepSlowCallersCheap(app, {
    clock,
    speaksTls: false,
    ...(silentAtMost === undefined ? {} : { silentAtMost }),
  })
  await registerWebSockets(app)
  app.get('/x', async () => 'in')
  app.post('/x', async ({ body }) => body)
  app.get('/live', { websocket: true }, (socket) => {
    socket.on('message', (data) => socket.send(messageText(data)))
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const callers: Socket[] = []
  made.push({ app, callers })
  async function call() {
    const caller = connect(Number(new URL(url).port), '127.0.0.1')
    const place = callers.push(caller)
    let heard = ''
    caller.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    caller.on('error', () => {})
    await until('the connection', () => there.length >= place)
    return { caller, answers: () => heard.split('HTTP/1.1 200 ').length - 1 }
  }
  return { clock, there, call, url: `${url}/x` }
}

/** Each bit is there before the server looks. */
async function dribble(
  { clock, there }: Awaited<ReturnType<typeof start>>,
  caller: Socket,
  bits: readonly string[],
): Promise<void> {
  for (const bit of bits) {
    const before = there[0]?.bytesRead ?? 0
    caller.write(bit)
    await until('the bit', () => (there[0]?.bytesRead ?? 0) > before)
    await clock.advance(lookEveryMs)
  }
}

const post =
  'POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n'
it.each([
  { what: 'head', bits: ['GET /x HT', 'TP/1.1\r\nHo', 'st: localhost\r\nX'], rest: ': y\r\n\r\n' },
  { what: 'body', bits: [post, '{"a', '":"', 'bcd'], rest: 'efgh"}' },
])(
  '[HT74] whoever brings a $what in bits is not read for a while, others are, and in the end it is answered all the same',
  async ({ bits, rest }) => {
    const scene = await start()
    const { caller, answers } = await scene.call()
    await dribble(scene, caller, bits)
    const [held] = scene.there
    const before = held?.bytesRead
    caller.write(rest)
    // Were it read, it would be answered before those who come later.
    for (let other = 0; other < 5; other += 1) expect((await fetch(scene.url)).status).toBe(200)
    expect([held?.bytesRead, answers()]).toEqual([before, 0])
    await scene.clock.advance(restMs + lookEveryMs)
    await until('the answer', () => answers() === 1)
    expect(held?.isPaused()).toBe(false)
  },
)

it('[HT74] whole requests over one connection are never held back, and it begins anew with each', async () => {
  const scene = await start()
  const { caller, answers } = await scene.call()
  for (let turn = 1; turn <= 5; turn += 1) {
    await dribble(scene, caller, ['GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n'])
    await until('the answer', () => answers() === turn)
  }
  await dribble(scene, caller, ['GET /x HT', 'TP/1.1\r\n'])
  caller.write('Host: localhost\r\n\r\n')
  await until('the answer', () => answers() === 6)
})

it('[HT74] what has become a socket is read as it comes', async () => {
  const scene = await start()
  const heard: string[] = []
  const socket = new WebSocket(scene.url.replace('http', 'ws').replace('/x', '/live'))
  await once(socket, 'open')
  socket.on('message', (data) => heard.push(String(data)))
  // Nobody else is there, and this one is no longer looked at.
  expect(scene.clock.pending).toBe(0)
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    socket.send(word)
    await until(word, () => heard.includes(word))
    await scene.clock.advance(lookEveryMs)
  }
  socket.terminate()
})

it('[HT75] of those who have asked for nothing yet, whoever has waited longest gives way', async () => {
  const scene = await start(3)
  const asking = await scene.call()
  asking.caller.write('GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await until('the answer', () => asking.answers() === 1)
  const waiting = [await scene.call(), await scene.call(), await scene.call()]
  const gone = waiting.map(({ caller }) => once(caller, 'close'))
  const last = await scene.call()
  await gone[0]
  last.caller.write('GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await until('the answer', () => last.answers() === 1)
  expect(waiting.map(({ caller }) => caller.destroyed)).toEqual([true, false, false])
  expect(asking.caller.destroyed).toBe(false)
})

it('[HT74] nobody is looked at when nobody is there', async () => {
  const scene = await start()
  expect(scene.clock.pending).toBe(0)
  const { caller } = await scene.call()
  await until('the look', () => scene.clock.pending === 1)
  caller.destroy()
  await until('the end', () => scene.clock.pending === 0)
})
