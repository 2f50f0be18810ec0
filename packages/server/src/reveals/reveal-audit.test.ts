import { silentLogger } from '@sotto/kernel'
import { revealPageSchema } from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { createRecordingLogger } from '../../test/support/recording-logger.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'
import { revealCsv } from './reveal-csv.ts'

const door = '/api/audit/reveals'
const auditor = makeSupervisor('ingrid', { role: 'auditor', permissions: ['read-conversation'] })

async function openDoors(person = auditor) {
  const logger = createRecordingLogger()
  const sam = makeSupervisor('sam')
  const story = startStory({
    logger,
    sessionOf: async (id) => (id === 'rita' ? story.session(makeSupervisor('rita')) : undefined),
  })
  story.platform.addPerson(person, [])
  story.supervisor(story.session(sam))
  const session = story.session(person)
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress('http://localhost:4400'),
    sessions: {
      authenticate: async (request) =>
        request.headers['x-person'] === 'nobody' ? undefined : session,
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  const startedAt = story.clock.wallNow()
  const look = (place: number, supervisorId: string, kind: string, reason = 'to read it back') =>
    story.stores.reveals.insert({
      requestKey: `key-0000000${place}`,
      at: startedAt + place * 1_000,
      supervisorId,
      conversationId: 'c1',
      segmentId: `s${place}`,
      kind,
      reason,
    })
  await look(1, 'sam', 'card')
  await look(2, 'rita', 'phone')
  await look(3, 'gone', 'card', '=cmd|A1')
  async function get(query = '', headers: Record<string, string> = {}) {
    const asking = app.inject({ method: 'GET', url: `${door}${query}`, headers })
    await story.settle()
    const answer = await asking
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers }
  }
  const page = async (query = '') => revealPageSchema.parse(JSON.parse((await get(query)).text))
  return { story, logger, startedAt, get, page }
}

describe('looks behind masks, for auditors', () => {
  it('[RD128] are told with who, what kind, when, where and why, the newest first, and never what was there', async () => {
    const { page, startedAt } = await openDoors()
    const { people, reveals } = await page()
    expect(reveals).toEqual([
      {
        at: startedAt + 3_000,
        supervisorId: 'gone',
        supervisorName: 'gone',
        conversationId: 'c1',
        kind: 'card',
        reason: '=cmd|A1',
      },
      expect.objectContaining({ supervisorName: 'Supervisor rita', kind: 'phone' }),
      expect.objectContaining({ supervisorName: 'Supervisor sam', kind: 'card' }),
    ])
    expect(people).toEqual([
      { id: 'gone', name: 'gone' },
      { id: 'rita', name: 'Supervisor rita' },
      { id: 'sam', name: 'Supervisor sam' },
    ])
  })

  it('[RD128] by person, kind and day, and page by page', async () => {
    const { get, page, startedAt } = await openDoors()
    const who = async (query: string) =>
      (await page(query)).reveals.map(({ supervisorId }) => supervisorId)
    expect(await who('?kind=card')).toEqual(['gone', 'sam'])
    expect(await who('?supervisorId=rita')).toEqual(['rita'])
    expect(await who(`?from=${startedAt + 2_000}&until=${startedAt + 3_000}`)).toEqual(['rita'])
    const first = await page('?pageSize=2')
    expect(first.reveals).toHaveLength(2)
    const second = await page(`?pageSize=2&cursor=${first.nextCursor}`)
    expect(second.reveals.map(({ supervisorId }) => supervisorId)).toEqual(['sam'])
    expect(second.nextCursor).toBeUndefined()
    for (const [query, field] of [
      ['?kind=held', 'kind'],
      ['?pageSize=0', 'pageSize'],
      ['?cursor=x', 'cursor'],
      ['?from=yesterday', 'from'],
      ['?value=4111', 'query'],
    ] as const) {
      const { status, text } = await get(query)
      expect([status, JSON.parse(text).field]).toEqual([400, field])
      expect(text).not.toContain('4111')
    }
  })

  it('[RD128] are for auditors: a supervisor, an administrator and a visitor are refused, each by name', async () => {
    for (const role of ['supervisor', 'lead', 'administrator'] as const) {
      const { get } = await openDoors(makeSupervisor('someone', { role }))
      for (const query of ['', '.csv']) {
        const { status, text } = await get(query)
        expect([status, JSON.parse(text)]).toMatchObject([403, { missing: 'auditor' }])
        expect(text).not.toContain('rita')
      }
    }
    const { get } = await openDoors()
    expect((await get('', { 'x-person': 'nobody' })).status).toBe(401)
  })

  it('[RD129] come as a file with every page, no formula in it, and the export is in the log', async () => {
    const { get, logger } = await openDoors()
    const { headers, text } = await get('.csv?kind=card')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="sotto-reveals-\d{4}/),
    })
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain("'=cmd|A1")
    expect(logger.lines.find(({ event }) => event === 'reveals-exported')?.fields).toMatchObject({
      auditorId: 'ingrid',
      rows: 2,
    })
    expect(revealCsv([])).toMatch(/^\uFEFFwhen,supervisor,/)
  })
})
