/**
 * The good panels, in a process of their own that does nothing else: each asks "ping" and counts until "pong". The next question is
 * sent by the answer to an earlier one, so that no timer stands between them and the loop has always something to do.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sleep, systemClock } from '@sotto/kernel'
import type { WebSocket } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { openPanel } from './open-panel.ts'
import { quantile } from './paired.ts'

const [panelUrl = '', cookie = ''] = process.argv.slice(2)
const panels = 24
/** On their way at once, of all panels together. */
const askedAtOnce = 3
/** A socket takes a hundred messages a second (GW21). */
const restMs = 12

export interface Slice {
  readonly p99Ms: number
  readonly medianMs: number
  readonly samples: number
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

interface Good {
  readonly socket: WebSocket
  askedAtMono: number
  isWaiting: boolean
}

const good: readonly Good[] = await Promise.all(
  Array.from({ length: panels }, async () => ({
    socket: await openPanel(panelUrl, cookie),
    ...{ askedAtMono: Number.NEGATIVE_INFINITY, isWaiting: false },
  })),
)
let turn = 0
let hear = (_panel: Good) => {}
for (const panel of good)
  panel.socket.on('message', (data: Buffer) => {
    // What else is told is not parsed: this process is to have time.
    if (panel.isWaiting && data.length < 200 && data.includes('"pong"')) hear(panel)
  })

function rested(): Good | undefined {
  const now = systemClock.monotonicNow()
  for (let step = 0; step < panels; step += 1) {
    turn += 1
    const panel = good[turn % panels]
    if (panel !== undefined && !panel.isWaiting && now - panel.askedAtMono >= restMs) return panel
  }
  return undefined
}

/** For so long; of what took how long only the figures are kept. */
async function measure(durationMs: number): Promise<Slice> {
  collect()
  const took: number[] = []
  const endsAtMono = systemClock.monotonicNow() + durationMs
  let open = 0
  async function ask(): Promise<void> {
    let panel = rested()
    while (panel === undefined) {
      await sleep(systemClock, 1)
      panel = rested()
    }
    panel.isWaiting = true
    panel.askedAtMono = systemClock.monotonicNow()
    panel.socket.send('{"type":"ping","id":1}')
  }
  await new Promise<void>((resolve) => {
    hear = (panel) => {
      panel.isWaiting = false
      const now = systemClock.monotonicNow()
      took.push(now - panel.askedAtMono)
      if (now < endsAtMono) void ask()
      else {
        open -= 1
        if (open === 0) resolve()
      }
    }
    for (; open < askedAtOnce; open += 1) void ask()
  })
  return { p99Ms: quantile(took, 0.99), medianMs: quantile(took, 0.5), samples: took.length }
}

answerAsked<{ durationMs: number }>({ measure: ({ durationMs }) => measure(durationMs) })
