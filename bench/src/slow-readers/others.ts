/**
 * The others, in a process of their own, and the same ones all the while: 50 panels that read or hardly do, and 50 callers that hold
 * connections, idle or with a request that never comes to its end. `plant` is worse than both: whole requests, as fast as they are
 * answered, so that it is seen that the measure can say no.
 */
import { connect, type Socket } from 'node:net'
import { sleep, systemClock } from '@sotto/kernel'
import type { WebSocket } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { openPanel } from './open-panel.ts'

const otherPanels = 50
const slowCallers = 50
/** One message each so often is all that a slow reader takes. */
const sipEveryMs = 250
const dribbleEveryMs = 100
const plantedLoops = 6
const [panelUrl = '', ...cookies] = process.argv.slice(2)
let isSlow = false
let isPlanted = false

const panels: readonly WebSocket[] = await Promise.all(
  Array.from({ length: otherPanels }, async (_, place) => {
    const socket = await openPanel(panelUrl, cookies[place % cookies.length] ?? '')
    socket.on('message', () => {
      if (isSlow) socket.pause()
    })
    return socket
  }),
)
/** Half of them take a message now and then, half none at all. */
async function sip(): Promise<void> {
  for (;;) {
    await sleep(systemClock, sipEveryMs)
    if (isSlow) for (const socket of panels.slice(otherPanels / 2)) socket.resume()
  }
}

const callers = new Set<Socket>()

/** As many again as the server lets go; each has said the beginning of a request when it is slow. */
function call(): void {
  const caller = connect(Number(new URL(panelUrl).port), '127.0.0.1')
  callers.add(caller)
  caller.on('error', () => {})
  caller.on('connect', () => {
    if (isSlow) caller.write(beginning)
  })
  caller.on('close', () => {
    callers.delete(caller)
    call()
  })
}

const beginning = 'GET /healthz HTTP/1.1\r\nX-Slow: '

/** A byte of each, one after the other, as from many machines. */
async function dribble(): Promise<void> {
  for (;;) {
    for (const caller of [...callers]) {
      if (isSlow && caller.writable) caller.write('x')
      await sleep(systemClock, dribbleEveryMs / slowCallers)
    }
    if (callers.size === 0) await sleep(systemClock, dribbleEveryMs)
  }
}

async function askAndAsk(): Promise<void> {
  while (isPlanted && isSlow) await fetch(panelUrl).then((answer) => answer.arrayBuffer())
}

for (let caller = 0; caller < slowCallers; caller += 1) call()
void sip()
void dribble()

answerAsked({
  plant() {
    isPlanted = true
  },
  behave() {
    if (isSlow) for (const caller of [...callers]) caller.destroy()
    isSlow = false
    for (const socket of panels) socket.resume()
  },
  attack() {
    if (isSlow) return
    isSlow = true
    for (const socket of panels) socket.pause()
    for (const caller of callers) caller.write(beginning)
    for (let loop = 0; loop < plantedLoops; loop += 1) void askAndAsk()
  },
})
