import { describe, expect, it } from 'vitest'
import { changeSchema, isPlainRowChange } from '../src/index.ts'

const agent = {
  id: 'agent-1',
  name: 'Ana Silva',
  queueIds: ['queue-1', 'queue-2'],
  presence: 'busy',
  routing: 'not-responding',
  since: 1_700_000_000_000,
}
const conversation = {
  id: 'conversation-1',
  agentUserId: 'agent-1',
  agentName: 'Ana Silva',
  queueId: 'queue-1',
  queueName: 'Billing',
  media: 'voice',
  phase: 'in-transfer',
  startedAt: 1_700_000_000_000,
  phaseSince: 1_700_000_000_500,
}
const oddities = [null, true, 7, 1.5, '', 'voice', 'away', 'idle', 'held', [], ['a'], [7], {}]
const plain = [
  { kind: 'agent', row: agent },
  { kind: 'conversation', row: conversation },
] as const

/** Each with one member left out, added, or replaced by each oddity; then the same around the row. */
function* neighbours(change: { kind: string; row: object }): Iterable<unknown> {
  for (const row of variants(change.row)) yield { ...change, row }
  for (const other of variants(change)) yield other
}

function* variants(record: object): Iterable<object> {
  const members = Object.entries(record)
  for (const [left] of members) yield Object.fromEntries(members.filter(([name]) => name !== left))
  for (const [name] of members) for (const odd of oddities) yield { ...record, [name]: odd }
  yield { ...record, more: 1 }
  yield { ...record, coach: { by: 'Maren Brandt', since: 1, mine: true } }
}

describe('a row that came alone', () => {
  it.each(plain)('[LV96] of the kind $kind is read as it is', (change) => {
    expect(isPlainRowChange(change)).toBe(true)
    expect(changeSchema.parse(change)).toEqual(change)
  })

  it.each(plain)(
    '[LV96] around the kind $kind only what the schema would leave as it is passes',
    (change) => {
      let passed = 0
      let refused = 0
      for (const neighbour of neighbours(change)) {
        const read = changeSchema.safeParse(neighbour)
        if (isPlainRowChange(neighbour)) {
          passed += 1
          expect(read.success && read.data, JSON.stringify(neighbour)).toEqual(neighbour)
        } else refused += 1
      }
      expect(passed).toBeGreaterThan(10)
      expect(refused).toBeGreaterThan(50)
    },
  )

  it.each([
    null,
    undefined,
    7,
    'agent',
    [],
    {},
    { kind: 'agent' },
    { kind: 'agent-gone', id: 'a' },
  ])('[LV96] %j is the schema’s', (raw) => {
    expect(isPlainRowChange(raw)).toBe(false)
  })
})
