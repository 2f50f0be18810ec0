/**
 * The control: the same sockets under the same load, and nothing of ours between them. What has come is sent on by a plain timer
 * each 20 ms per line, so that it can be late in the same way: what the machine, Node and the load do to anybody.
 */
import { audioFrameHeaderBytes, frameMs } from '@sotto/audio'
import { systemClock } from '@sotto/kernel'
import { WebSocket, WebSocketServer } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { createCarrierMeter } from './carrier-report.ts'
import { portOf } from './port-of.ts'

export function beTheRelay(platformPort: number, profilePath?: string): void {
  const counts = { frames: 0, lateFrames: 0 }
  const meter = createCarrierMeter(() => counts, profilePath)
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (panel) => relay(panel, platformPort, counts))
  answerAsked({ port: () => portOf(server), begin: meter.begin, end: meter.end })
}

function relay(
  panel: WebSocket,
  platformPort: number,
  counts: { frames: number; lateFrames: number },
): void {
  const platform = new WebSocket(`ws://127.0.0.1:${platformPort}`, { perMessageDeflate: false })
  const waiting: Buffer[] = []
  let stop = () => {}
  function send(dueMs: number): void {
    const frame = waiting.shift()
    if (frame === undefined) return
    platform.send(frame.subarray(audioFrameHeaderBytes))
    counts.frames += 1
    if (systemClock.monotonicNow() - dueMs > frameMs) counts.lateFrames += 1
  }
  platform.on('open', () => {
    panel.send('{"type":"gate","open":true}')
    const startedMs = systemClock.monotonicNow()
    const dueMs = () => startedMs + (sent + 1) * frameMs
    let sent = 0
    function plan(): void {
      // Rounded up: a timer knows no fractions, and would come before the frame is due.
      stop = systemClock.schedule(Math.ceil(dueMs() - systemClock.monotonicNow()), () => {
        for (; dueMs() <= systemClock.monotonicNow(); sent += 1) send(dueMs())
        plan()
      })
    }
    plan()
  })
  panel.on('message', (data, isBinary) => {
    if (isBinary && data instanceof Buffer) waiting.push(data)
  })
  panel.on('error', () => {})
  platform.on('error', () => {})
  panel.on('close', () => {
    stop()
    platform.close()
  })
}
