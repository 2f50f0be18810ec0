/**
 * W1: how long from something happening on the platform to the panel's socket. Changes one conversation again and again
 * through the simulator's door and waits for the frame that tells it. The start of the clock is the request itself, so the
 * figure holds the whole way: door, world, event stream, server, flush. Prints median and p99; the claim is p99 ≤ 250 ms.
 *
 *   npx tsx bench/src/live-latency.bench.ts [changes, default 200]
 */
import { signInByHttp, startContactCentre, supervisorOf } from '@sotto/e2e'
import { WebSocket } from 'ws'

const changes = Number(process.argv[2] ?? 200)
const centre = await startContactCentre({ SIM_AGENTS: '50', SIM_EVENTS_PER_SECOND: '200' })
try {
  const conversation = await centre.simulator.startConversation({ scenario: 'steady' })
  const supervisor = supervisorOf(await centre.simulator.state(), conversation.queueId)
  const session = await signInByHttp(centre.panelUrl, supervisor.name)
  const socket = new WebSocket(`${centre.panelUrl.replace('http', 'ws')}/live`, {
    headers: { cookie: session.cookie, origin: centre.panelUrl },
  })
  let onPhase = (_phase: string) => {}
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    for (const change of message.changes ?? [])
      if (change.kind === 'conversation' && change.row.id === conversation.id)
        onPhase(change.row.phase)
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const phaseSeen = (wanted: string) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never saw ${wanted}`)), 10_000)
      onPhase = (phase) => {
        if (phase !== wanted) return
        clearTimeout(timer)
        resolve()
      }
    })
  const first = phaseSeen('active')
  socket.send(JSON.stringify({ type: 'hello', tabId: 'bench-tab-1' }))
  await first
  const durations: number[] = []
  for (let index = 0; index < changes; index += 1) {
    const [action, phase] = index % 2 === 0 ? ['hold', 'held'] : ['retrieve', 'active']
    const seen = phaseSeen(phase ?? '')
    const startedAt = performance.now()
    await centre.simulator.act(conversation.id, action ?? '')
    await seen
    durations.push(performance.now() - startedAt)
    // Two changes in one flush interval would measure that interval.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  socket.close()
  durations.sort((left, right) => left - right)
  const at = (share: number) =>
    durations[Math.min(durations.length - 1, Math.floor(share * durations.length))]
  console.log(
    `event to panel socket, ${changes} changes beside 200 background events/s: ` +
      `median ${at(0.5)?.toFixed(1)} ms, p99 ${at(0.99)?.toFixed(1)} ms (claim: p99 at most 250 ms)`,
  )
} finally {
  await centre.stop()
}
