/** The others, in a process of their own: panels that read, or panels that do not and callers that never finish a request. */
import { connect, type Socket } from 'node:net'
import { sleep, systemClock } from '@sotto/kernel'
import { answerAsked } from '../processes/asking.ts'
import { openPanel } from './open-panel.ts'

const slowCallers = 200
const otherPanels = 30
const [panelUrl = '', cookie = ''] = process.argv.slice(2)

/** Opens as many again as were let go, and sends each a byte about once a second, one after the other, as from many machines. */
function startSlowCallers(): () => void {
  const port = Number(new URL(panelUrl).port)
  const callers = new Set<Socket>()
  let isOver = false
  function call(): void {
    const caller = connect(port, '127.0.0.1')
    callers.add(caller)
    caller.on('error', () => {})
    caller.on('close', () => {
      callers.delete(caller)
      if (!isOver) call()
    })
    caller.write('GET /healthz HTTP/1.1\r\nX-Slow: ')
  }
  for (let caller = 0; caller < slowCallers; caller += 1) call()
  void (async () => {
    while (!isOver) {
      for (const caller of [...callers]) {
        if (caller.writable) caller.write('x')
        await sleep(systemClock, 5)
      }
      if (callers.size === 0) await sleep(systemClock, 5)
    }
  })()
  return () => {
    isOver = true
    for (const caller of callers) caller.destroy()
  }
}

async function startPanels(how: 'reading' | 'deaf'): Promise<() => void> {
  const sockets = await Promise.all(
    Array.from({ length: otherPanels }, () => openPanel(panelUrl, cookie)),
  )
  for (const socket of sockets)
    if (how === 'deaf') socket.pause()
    else socket.on('message', () => {})
  return () => {
    for (const socket of sockets) socket.terminate()
  }
}

const present: (() => void)[] = []

answerAsked({
  async behave() {
    present.push(await startPanels('reading'))
  },
  async attack() {
    present.push(startSlowCallers(), await startPanels('deaf'))
  },
  leave() {
    for (const stop of present.splice(0)) stop()
  },
})
