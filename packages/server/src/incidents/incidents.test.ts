import { silentLogger } from '@sotto/kernel'
import { type IncidentTimeline, incidentTimelineSchema, supportBundleSchema } from '@sotto/protocol'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { registerErrorHandler } from '../http/error-handler.ts'
import { registerGuards } from '../http/guards.ts'
import { createPublicAddress } from '../http/public-address.ts'
import type { Session } from '../sessions/session.ts'

const tabId = 'tab-00000001'

/** Sam and Mia of one team, Eve of another; who asks stands in the `x-person` header. */
async function start() {
  const lines: string[] = []
  const note = (event: string, fields?: object) =>
    void lines.push(`${event} ${JSON.stringify(fields ?? {})}`)
  const logger = { ...silentLogger, info: note, warn: note }
  const story = startStory({ logger })
  const people = ['sam', 'mia', 'eve'].map((id) => makeSupervisor(id))
  const sessions = new Map<string, Session>()
  for (const person of people) {
    story.platform.addPerson(person, [person.id === 'eve' ? 'q2' : 'q1'])
    sessions.set(person.id, story.session(person))
  }
  const app = fastify({ genReqId: () => 'context-1' })
  registerErrorHandler(app, silentLogger)
  registerGuards(app, {
    address: createPublicAddress('http://localhost:4400'),
    sessions: {
      authenticate: async (request) => sessions.get(String(request.headers['x-person'])),
      onEnded: () => () => {},
    },
  })
  await story.coaching.register(app)
  const panel = story.connectPanel(story.sam, tabId)
  await story.settle()
  panel.show('c1')
  await story.settle()
  const get = (path: string, person: string) =>
    app.inject({ method: 'GET', url: path, headers: { 'x-person': person } })
  async function timeline(person = 'sam', id = 'c1'): Promise<IncidentTimeline> {
    const answer = await get(`/api/conversations/${id}/incidents`, person)
    return incidentTimelineSchema.parse(answer.json())
  }
  return {
    story,
    platform: story.platform,
    lines,
    get,
    timeline,
    /** `word by evidence`, oldest first. */
    told: async () => (await timeline()).entries.map(({ what, evidence }) => `${what} ${evidence}`),
    sam: () => story.supervisor(story.sam),
    async sendText(text = 'offer the refund') {
      const id = await story.commands.sendText(story.supervisor(story.sam), 'c1', text)
      await story.settle()
      return { id, platformId: story.platform.control(id).id }
    },
    async coach() {
      const sam = story.supervisor(story.sam)
      await story.commands.changeMode(sam, 'c1', { mode: 'coach', tabId })
      await story.settle()
      for (const control of [...story.platform.controls.values()])
        if (control.status === 'queued') story.platform.openLine(control.id)
      await story.settle()
      return story.platform.control(story.platform.started.at(-1)?.requestKey)
    },
  }
}

describe('the timeline of a text', () => {
  it('[IN1] begins with the asking, written before the platform is called', async () => {
    const { platform, story, sam, told } = await start()
    const letGo = platform.holdBack('startControl')
    await story.commands.sendText(sam(), 'c1', 'breathe')
    await story.settle()
    expect(await told()).toEqual(['submitted console'])
    letGo()
    await story.settle()
    expect(await told()).toEqual(['submitted console', 'queued command-answer'])
  })

  it('[IN2] tells state, receipt and answer with evidence, version and the platform’s own time', async () => {
    const { platform, story, sendText, told, timeline } = await start()
    const { id, platformId } = await sendText()
    const finishedAt = story.clock.wallNow()
    await story.settle(5_000)
    platform.changeControl(platformId, { status: 'completed', finishedAt })
    await story.settle()
    platform.changeControl(platformId, { readAt: finishedAt + 50 })
    await story.settle()
    platform.changeControl(platformId, { answer: 'got-it', answeredAt: finishedAt + 60 })
    await story.settle()
    expect(await told()).toEqual([
      'submitted console',
      'queued command-answer',
      'pending-delivery elapsed-time',
      'repeated status-check',
      'completed event',
      'seen event',
      'answered event',
    ])
    const { entries } = await timeline()
    expect(entries.every(({ controlId }) => controlId === id)).toBe(true)
    expect(entries[0]).toMatchObject({ kind: 'whisper-text', who: { mine: true } })
    expect(entries[4]).toMatchObject({ version: 2, platformAt: finishedAt })
    expect(entries[5]).toMatchObject({ version: 3, platformAt: finishedAt + 50 })
    expect(entries[6]).toMatchObject({ reason: 'got-it', platformAt: finishedAt + 60 })
  })

  it('[IN2] tells a lost answer, and that a status check found it', async () => {
    const { platform, story, sam, told } = await start()
    platform.failNext('startControl', 'timeout', 'done')
    await story.commands.sendText(sam(), 'c1', 'breathe')
    await story.settle()
    expect(await told()).toEqual([
      'submitted console',
      'answer-lost no-answer',
      'queued status-check',
    ])
  })

  it('[IN2] tells a refusal and a taking back with their reasons', async () => {
    const { platform, story, sam, sendText, timeline } = await start()
    const { id } = await sendText('two')
    await story.commands.cancelControl(sam(), id)
    await story.settle()
    platform.refuseNext('startControl', { code: 'missing-permission', missing: 'a right' })
    await story.commands.sendText(sam(), 'c1', 'one')
    await story.settle()
    const ended = (await timeline()).entries.filter(({ reason }) => reason !== undefined)
    expect(ended.map(({ what, reason, evidence }) => [what, reason, evidence])).toEqual([
      ['cancelling', 'stopped-by-supervisor', 'console'],
      ['cancelled', 'stopped-by-supervisor', expect.stringMatching(/^(event|command-answer)$/)],
      ['refused', 'missing-permission', 'command-answer'],
    ])
  })
})

describe('the timeline of a line', () => {
  it('[IN3] tells by the participants who hears, hold and secure pause, each once', async () => {
    const { platform, story, coach, timeline } = await start()
    const control = await coach()
    platform.change('c1', {})
    platform.change('c1', { recording: { state: 'paused', recordsSupervisor: false } })
    platform.change('c1', { recording: { state: 'on', recordsSupervisor: false } })
    platform.setPhase('c1', 'held')
    await story.settle(3_000)
    const told = (await timeline()).entries.filter(({ evidence }) => evidence === 'participants')
    const words = told.map(({ what, hears }) =>
      hears === undefined ? what : `agent ${hears.agent} customer ${hears.customer}`,
    )
    const heard = told.filter(({ hears }) => hears?.agent)
    expect(heard.map(({ controlId }) => controlId)).toEqual([control.requestKey])
    expect(words.filter((word) => word === 'agent true customer false')).toHaveLength(1)
    expect(words.filter((word) => !word.startsWith('agent'))).toEqual([
      'recording-paused',
      'recording-on',
      'conversation-held',
    ])
    expect(words.at(-1)).toBe('agent false customer false')
    expect(told.every(({ version }) => version !== undefined)).toBe(true)
    expect(told.filter(({ hears }) => hears).every(({ who }) => who?.mine)).toBe(true)
  })

  it('[IN4] tells when the platform begins to mix, and how much it was in the end', async () => {
    const { platform, story, coach, timeline } = await start()
    const control = await coach()
    const { listener } = platform.lines.get(control.id)!
    listener.onState({ state: 'open' })
    const none = { receivedSamples: 320, mixedSamples: 0, underrunSamples: 0, clippedSamples: 0 }
    for (const mixedSamples of [0, 320, 640, 960]) listener.onPosition({ ...none, mixedSamples })
    await story.settle()
    platform.endControl(control.id, { status: 'completed' })
    await story.settle()
    const told = (await timeline()).entries.filter(({ evidence }) => evidence === 'media-position')
    expect(told.map(({ what, sound }) => [what, sound?.mixedSamples])).toEqual([
      ['sound-arrived', 320],
      ['sound-total', 960],
    ])
    expect(told[0]?.controlId).toBe(control.requestKey)
  })

  it('[IN5] tells the lease: held, asked for by another, ended', async () => {
    const { story, coach, timeline, get } = await start()
    await coach()
    const mia = { supervisorId: 'mia', tabId: 'tab-00000002', name: 'Mia' }
    await story.stores.leases.ask({ agentUserId: 'ana', holder: mia })
    await story.settle(2_000)
    await story.commands.changeMode(story.supervisor(story.sam), 'c1', { mode: 'off', tabId })
    await story.settle(8_000)
    const told = (await timeline()).entries.filter(({ evidence }) => evidence === 'lease')
    expect(told.map(({ what, who }) => [what, who?.mine])).toEqual([
      ['lease-held', true],
      ['lease-asked', false],
      ['lease-free', true],
    ])
    const bundle = supportBundleSchema.parse(
      (await get('/api/conversations/c1/support-bundle', 'sam')).json(),
    )
    expect(bundle.leases.map(({ what }) => what)).toEqual(told.map(({ what }) => what))
    expect(JSON.stringify(bundle)).not.toContain('tab-0000000')
  })
})

describe('facts beside the controls', () => {
  it('[IN6] are tried again in order, and hold nobody up', async () => {
    const { story, coach, timeline } = await start()
    const { append } = story.stores.incidents
    let isAway = true
    Object.assign(story.stores.incidents, {
      append: (facts: Parameters<typeof append>[0]) =>
        isAway ? Promise.reject(new Error('away')) : append(facts),
    })
    const control = await coach()
    expect(control.status).toBe('executing')
    const words = async () =>
      (await timeline()).entries
        .filter(({ evidence }) => evidence === 'participants' || evidence === 'lease')
        .map(({ what }) => what)
    expect(await words()).toEqual([])
    isAway = false
    await story.settle(10_000)
    expect(await words()).toEqual(['lease-held', 'hearing', 'hearing'])
  })

  it('[IN6] that cannot be written at all are counted and logged', async () => {
    const { story, coach, lines } = await start()
    Object.assign(story.stores.incidents, { append: () => Promise.reject(new Error('away')) })
    await coach()
    await story.settle(30_000)
    expect(story.count('store-failures')).toBeGreaterThanOrEqual(5)
    expect(lines.some((line) => line.startsWith('incident-facts-lost'))).toBe(true)
  })
})

describe('the doors of the timeline', () => {
  it('[IN7] tell everybody’s acts to the whole team, and whose they are', async () => {
    const { sendText, timeline } = await start()
    await sendText()
    const [first] = (await timeline('mia')).entries
    expect(first).toMatchObject({ who: { mine: false, name: 'Supervisor sam' } })
    expect((await timeline('sam')).entries[0]).toMatchObject({ who: { mine: true } })
    expect((await timeline('eve', 'c2')).entries).toEqual([])
  })

  it.each(['incidents', 'support-bundle'])(
    '[IN7] answer 404 alike for what is outside one’s queues and what is nowhere: %s',
    async (door) => {
      const { sendText, get } = await start()
      await sendText()
      const outside = await get(`/api/conversations/c1/${door}`, 'eve')
      const nowhere = await get(`/api/conversations/c99/${door}`, 'eve')
      const impossible = await get(`/api/conversations/a%20b/${door}`, 'eve')
      expect(outside.statusCode).toBe(404)
      expect(outside.json()).toEqual(nowhere.json())
      expect(outside.json()).toEqual(impossible.json())
      expect((await get(`/api/conversations/c1/${door}`, 'nobody')).statusCode).toBe(401)
    },
  )

  it('[IN8] still tell what is known here while the platform is away', async () => {
    const { platform, story, sendText, timeline } = await start()
    await sendText()
    platform.tellState({ state: 'interrupted', reason: 'network' })
    const letGo = platform.holdBack('conversation')
    await story.settle()
    expect((await timeline()).entries).toHaveLength(2)
    letGo()
  })

  it('[IN9] [IN10] the bundle is a pretty file to be saved, without the whisper’s words or any name, and is logged', async () => {
    const { get, sendText, coach, lines, story } = await start()
    await sendText('offer the refund')
    await coach()
    const answer = await get('/api/conversations/c1/support-bundle', 'sam')
    const bundle = supportBundleSchema.parse(answer.json())
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${bundle.fileName}"`)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toBe(`${JSON.stringify(answer.json(), undefined, 2)}\n`)
    expect(answer.json()).toEqual(bundle)
    expect(bundle.timeline.length).toBeGreaterThan(5)
    expect(bundle.correlation.contextId).toBe('context-1')
    const secrets = ['refund', 'Carla', 'Client', 'Supervisor', 'Agent ', 'example.com', 'tab-0']
    for (const secret of [...secrets, story.sam.id]) expect(answer.body).not.toContain(secret)
    expect(lines.some((line) => line.startsWith('support-bundle-exported'))).toBe(true)
    expect(lines.join('\n')).not.toContain('refund')
  })
})
