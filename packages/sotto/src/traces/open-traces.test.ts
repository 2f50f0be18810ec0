// A receiver of our own takes what the library really sends.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { systemClock } from '@sotto/kernel'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { openTraces, type Traces } from './open-traces.ts'

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(
    z.object({ key: z.string(), value: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  events: z.array(z.object({ name: z.string() })),
})
const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.unknown()) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
})

let bodies: string[]
let paths: string[]
let traces: Traces
let port: number
const receiver = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    paths.push(request.url ?? '')
    bodies.push(body)
    response.setHeader('content-type', 'application/json')
    response.end('{}')
  })
})

beforeEach(async () => {
  bodies = []
  paths = []
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve)
  })
  const address = receiver.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  traces = openTraces({
    url: `http://127.0.0.1:${port}/v1/traces`,
    clock: systemClock,
    version: '1.2.3',
  })
})
afterEach(
  () =>
    new Promise<void>((resolve) => {
      receiver.close(() => resolve())
      receiver.closeAllConnections()
    }),
)

const received = () =>
  bodies.flatMap((body) =>
    requestSchema
      .parse(JSON.parse(body))
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  )

const record: Parameters<Traces['observer']['control']>[0] = {
  id: 'control-1',
  conversationId: 'conversation-1',
  kind: 'whisper-audio',
  supervisorId: 'planted-supervisor',
  agentUserId: 'planted-agent',
  coachingSessionId: 'planted-coaching',
  text: 'planted words',
  platformVersion: 1,
  submittedAt: 0,
  state: { name: 'submitted' },
}

/** One line from the key press to its end. */
function act(): void {
  const { observer } = traces
  const end = observer.beginCommand({
    name: 'change-mode',
    personId: 'planted-person',
    subjectId: 'conversation-1',
    contextId: 'context-1',
  })
  observer.control(record, 'context-1')
  end({ status: 202 })
  observer.control({ ...record, state: { name: 'queued' } }, 'context-1')
  const at = systemClock.wallNow()
  observer.control({ ...record, state: { name: 'executing', evidence: 'event', at } }, 'context-1')
  observer.gate('control-1', { open: true })
  observer.gate('control-1', { open: false, reason: 'hold' })
  observer.control(
    { ...record, state: { name: 'cancelled', reason: 'conversation-held', at } },
    'context-1',
  )
  observer.told(5)
}

it('[OP40] a command, its line, the platform’s answer and its confirmation are one trace, with the log’s ids', async () => {
  act()
  await traces.close()
  const spans = received()
  const named = (name: string) => spans.find((span) => span.name === name)
  const command = named('command change-mode')
  const control = named('control whisper-audio')
  expect(spans.map(({ name }) => name).sort()).toEqual([
    'command change-mode',
    'control whisper-audio',
    'platform answers',
    'platform confirms',
  ])
  expect(control?.parentSpanId).toBe(command?.spanId)
  expect(named('platform answers')?.parentSpanId).toBe(control?.spanId)
  expect(named('platform confirms')?.parentSpanId).toBe(control?.spanId)
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
  expect(control?.events.map(({ name }) => name)).toEqual([
    'submitted',
    'queued',
    'executing',
    'gate opened',
    'gate shut',
    'cancelled',
  ])
  const ids = control?.attributes.map(({ key, value }) => `${key}=${value.stringValue}`)
  expect(ids).toContain('sotto.control_id=control-1')
  expect(ids).toContain('sotto.context_id=context-1')
  expect(new Set(paths)).toEqual(new Set(['/v1/traces']))
  expect(bodies.join('')).toContain('"service.name"')
})

it('[OP41] nothing is sent but what is on the list: no person, no text, no sentence of the platform', async () => {
  act()
  const { observer } = traces
  const other = { ...record, id: 'control-2' }
  observer.control(other, undefined)
  const code = 'the customer planted@example.com is not known'
  observer.control({ ...other, state: { name: 'refused', code, at: 0 } }, undefined)
  await traces.close()
  expect(bodies.join('')).not.toContain('planted')
  const keys = new Set(received().flatMap(({ attributes }) => attributes.map(({ key }) => key)))
  const listed = [
    'command',
    'context_id',
    'status',
    'reason',
    'control_id',
    'conversation_id',
    'kind',
  ]
  for (const key of keys) expect([...listed, 'evidence']).toContain(key.replace('sotto.', ''))
})

it('[OP42] a receiver that is gone, or breaks off, costs nobody anything', async () => {
  const lost = openTraces({ url: 'http://127.0.0.1:1/v1/traces', clock: systemClock, version: '1' })
  const before = traces
  traces = lost
  act()
  await expect(lost.close()).resolves.toBeUndefined()
  await before.close()
  expect(bodies).toEqual([])
})

it('[OP43] who names no place for traces loads none of it', () => {
  const here = new URL('../../../', import.meta.url)
  const sources = ['sotto/src', 'server/src'].flatMap((folder) =>
    readdirSync(new URL(folder, here), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => ({ file, text: readFileSync(new URL(`${folder}/${file}`, here), 'utf8') })),
  )
  expect(sources.length).toBeGreaterThan(200)
  const loading = (pattern: RegExp) =>
    sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
  expect(loading(/^import (?!type ).*'@opentelemetry/m)).toEqual(['traces/open-traces.ts'])
  // Whoever loads that file does it when it is asked for, and only there.
  expect(loading(/from '.*open-traces\.ts'/)).toEqual([])
  expect(loading(/import\('.*open-traces\.ts'\)/)).toEqual(['parts/server-part.ts'])
})
