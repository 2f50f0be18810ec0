/** The server under test, with the door for panels' sound on a socket and the guide adapter's lines to the platform. */
import { systemClock } from '@sotto/kernel'
import { WebSocketServer } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { createCarrierMeter } from './carrier-report.ts'
import { createLivePart } from './live-part.ts'
import { createCoachedLine, createOpenPlatform } from './open-platform.ts'
import { portOf } from './port-of.ts'

export function beSotto(platformPort: number, mostLines: number, profilePath?: string): void {
  const lines = Array.from({ length: mostLines }, (_, line) => createCoachedLine(line))
  const platform = createOpenPlatform(lines, { clock: systemClock, mediaPort: platformPort })
  const live = createLivePart(systemClock, lines, platform)
  // As the product's own door has it.
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    maxPayload: 16 * 1024,
    perMessageDeflate: false,
  })
  server.on('connection', (socket, request) => {
    const line = Number(new URL(request.url ?? '', 'ws://bench').searchParams.get('line'))
    void live.serve(socket, line)
  })
  const meter = createCarrierMeter(live.read, profilePath)
  answerAsked({ port: () => portOf(server), begin: meter.begin, end: meter.end })
}
