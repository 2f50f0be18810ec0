import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { createFakeClock } from '@sotto/testkit'
import fastify from 'fastify'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'
import { atLeastMs, createReadingBrake, readsAtOnce } from './reading-brake.ts'
import { messageText, registerSocketDoor, registerWebSockets } from './web-socket-edge.ts'

const within = { interval: 1, timeout: 60_000 }

function braked() {
  const clock = createFakeClock()
  const log: string[] = []
  const brake = createReadingBrake(clock, {
    pause: () => log.push('pause'),
    resume: () => log.push('resume'),
  })
  return { brake, clock, log }
}

it('[SV30] a microphone and its page are read as they come, also after a stall of two seconds', async () => {
  const { brake, clock, log } = braked()
  for (let stall = 0; stall < 3; stall += 1) {
    for (let frame = 0; frame < 110; frame += 1) brake.noteRead()
    for (let read = 0; read < 300; read += 1) {
      await clock.advance(16)
      brake.noteRead()
    }
  }
  expect(log).toEqual([])
})

it('[SV30] whoever sends byte by byte is read two hundred times in 0.4 s at most, however fast', async () => {
  const { brake, clock, log } = braked()
  let reads = 0
  for (let atMs = 0; atMs < 4_000; atMs += 1) {
    for (let byte = 0; byte < 50; byte += 1)
      if (log.at(-1) !== 'pause') {
        brake.noteRead()
        reads += 1
      }
    await clock.advance(1)
  }
  expect(reads).toBeLessThanOrEqual((4_000 / atLeastMs + 1) * readsAtOnce)
  expect(reads).toBeGreaterThan(readsAtOnce)
})

it('[SV30] a socket that is gone is not looked after any more', async () => {
  const { brake, clock, log } = braked()
  for (let read = 0; read < readsAtOnce; read += 1) brake.noteRead()
  brake.release()
  await clock.advance(10 * atLeastMs)
  expect(log).toEqual(['pause'])
})

const handshake = [
  'GET /live HTTP/1.1',
  'Host: localhost:4400',
  'Origin: http://localhost:4400',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n')

it('[SV30] at a real socket bytes are not read for a while, and the message is whole at its end', async () => {
  const clock = createFakeClock()
  const app = fastify()
  onTestFinished(() => app.close())
  const session = startStory().session(makeSupervisor('sam'))
  registerGuards(app, {
    address: createPublicAddress('http://localhost:4400'),
    sessions: { authenticate: async () => session, onEnded: () => () => {} },
  })
  await registerWebSockets(app)
  const heard: string[] = []
  const opened = new Promise<{ socket: WebSocket; read: () => number }>((resolve) =>
    registerSocketDoor(app, { path: '/live', clock }, (socket, _, request) => {
      socket.on('message', (data) => heard.push(messageText(data)))
      resolve({ socket, read: () => request.raw.socket.bytesRead })
    }),
  )
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const client = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  onTestFinished(() => void client.destroy())
  client.on('data', () => {})
  client.write(handshake)
  const { read, socket } = await opened

  const text = 'x'.repeat(2 * readsAtOnce)
  const head = Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 0xff, 0, 0, 0, 0])
  const bytes = Buffer.concat([head, Buffer.from(text)])
  let sent = 0
  // Each is waited for: what arrives together is read at once.
  while (!socket.isPaused && sent < bytes.length - 1) {
    const before = read()
    client.write(bytes.subarray(sent, sent + 1))
    sent += 1
    while (read() === before) await turn()
  }
  expect(socket.isPaused).toBe(true)
  expect(sent).toBeLessThanOrEqual(readsAtOnce)
  client.write(bytes.subarray(sent))
  await clock.advance(atLeastMs)
  await vi.waitFor(() => expect(heard).toEqual([text]), within)
})
