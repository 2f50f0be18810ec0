// Somebody who comes to the console through the proxy, in the machine itself: `act` whispers a text, `hold` keeps a panel open.
import { readFileSync, writeFileSync } from 'node:fs'
import { supervisorOf } from '../src/contact-centre.ts'
import { pause, until } from '../src/outside/until.ts'
import { createSecureVisitor } from '../src/secure-visitor.ts'
import { createSimulatorClient } from '../src/simulator-client.ts'

const origin = 'https://console.example'
/** A machine in software is slow. */
const patienceMs = 120_000
const say = (line: string) => process.stdout.write(`${line}\n`)

const simulator = createSimulatorClient('http://127.0.0.1:4500')
const state = await simulator.state()
const [queue] = state.queues
if (queue === undefined) throw new Error('no queue')
const { name } = supervisorOf(state, queue.id)
const visitor = createSecureVisitor(readFileSync('/etc/ssl/sotto/fullchain.pem', 'utf8'))
const cookies = await visitor.signIn(origin, name)
// What must be in no log.
const values = cookies.map((line) => line.match(/^[^=]+=([^;]{16,})/)?.[1] ?? '')
writeFileSync('/tmp/cookies', values.filter((value) => value !== '').join('\n'))
say(`signed in: ${(await visitor.ask(`${origin}/api/me`)).status}`)

const live = await visitor.socket(`${origin}/live`)
if ('refused' in live) throw new Error(`the live socket is refused: ${live.refused}`)
live.say({ type: 'hello', tabId: 'tab-of-the-machine' })
await until('a snapshot', patienceMs, () =>
  live.texts.find((text) => text.includes('"snapshot":true')),
)
say('live: a snapshot came')

if (process.argv[2] === 'act') {
  const call = await simulator.startConversation({ scenario: 'quiet-customer', queueId: queue.id })
  let tries = 0
  const answer = await until('an accepted whisper', patienceMs, async () => {
    tries += 1
    const asked = await visitor.ask(`${origin}/api/conversations/${call.id}/whispers`, {
      method: 'POST',
      headers: {
        origin,
        'content-type': 'application/json',
        'idempotency-key': `in-the-machine-${tries}`,
      },
      body: JSON.stringify({ text: 'planted words of a whisper' }),
    })
    return asked.status === 202 ? asked : pause(1_000).then(() => undefined)
  })
  say(`whispered: ${answer.status} after ${tries}`)
} else {
  writeFileSync('/tmp/panel-is-open', '')
  const code = await until('the end of the socket', patienceMs, live.closeCode)
  say(`the panel was told to go: ${code}`)
  const refused = await visitor.ask(`${origin}/api/me`).catch(() => undefined)
  say(`meanwhile: ${refused?.status}`)
}
live.close()
process.exit(0)
