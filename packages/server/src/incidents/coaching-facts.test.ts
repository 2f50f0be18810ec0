import type { Person } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { startStory } from '../../test/coaching/story.ts'
import { measuresOf } from './fact-measures.ts'
import { buildSupportBundle } from './support-bundle.ts'

const rights: Person['permissions'] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'read-coaching',
  'write-coaching',
]
const request = { kind: 'real-time', tabId: 'tab-00000001' } as const

async function startScene(servers = 1) {
  const story = startStory()
  const sam = makeSupervisor('sam', { permissions: rights })
  story.platform.addPerson(sam, ['q1'])
  for (let more = 1; more < servers; more += 1) {
    const other = startStory({ beside: story })
    other.connectPanel(other.session(sam, `session-${more}`), 'tab-elsewhere')
  }
  story.connectPanel(story.session(sam))
  await story.settle()
  const supervisor = story.supervisor(story.session(sam))
  const { desk } = story.coachings
  const facts = () => story.stores.incidents.byConversation('c1', 100)
  return {
    story,
    supervisor,
    desk,
    facts,
    start: (change: object = {}) =>
      desk.start(supervisor, 'c1', { ...request, ...change }, 'record-1'),
    /** `word by evidence`, with the step and the reason where there are such. */
    async told() {
      await story.settle()
      return (await facts()).map((fact) => {
        const { step } = measuresOf(fact)
        return [fact.what, fact.evidence, step, fact.reason].filter(Boolean).join(' ')
      })
    },
  }
}

describe('a coaching session in the timeline', () => {
  it('[IN20] [IN21] tells what was asked for and what the platform made of it, each once, on two servers', async () => {
    const { start, desk, supervisor, story, told } = await startScene(2)
    await start()
    await story.settle()
    for (const action of ['pause', 'resume', 'complete'] as const) {
      await desk.act(supervisor, 'record-1', action)
      await story.settle()
    }
    const facts = await told()
    expect(facts.filter((fact) => fact.startsWith('coaching-step'))).toEqual([
      'coaching-step-asked console begin',
      'coaching-step-asked console pause',
      'coaching-step-asked console resume',
      'coaching-step-asked console complete',
    ])
    const states = facts.filter((fact) => !fact.startsWith('coaching-step'))
    expect(states.map((fact) => fact.split(' ')[0])).toEqual([
      'coaching-asked',
      'coaching-started',
      'coaching-in-progress',
      'coaching-paused',
      'coaching-in-progress',
      'coaching-completed',
    ])
    expect(states[0]).toBe('coaching-asked console')
    for (const state of states.slice(1)) expect(state).toMatch(/ (command-answer|event)$/)
  })

  it('[IN20] tells a refused start with its reason, and one that never arrived', async () => {
    const { start, story, told } = await startScene()
    story.platform.refuseNext('createCoaching', { code: 'conflict', reason: 'interaction.invalid' })
    await expect(start()).rejects.toThrow()
    expect(await told()).toEqual([
      'coaching-asked console',
      'coaching-refused command-answer interaction-invalid',
    ])
    const lost = await startScene()
    lost.story.platform.failNext('createCoaching', 'unreachable')
    await expect(lost.start()).rejects.toThrow()
    await lost.story.settle(20_000)
    expect(await lost.told()).toContain('coaching-refused status-check not-arrived')
  })

  it('[IN20] tells by what a zombie and a vanished session were found, and where one found on the platform begins', async () => {
    const { start, story, told } = await startScene()
    await start()
    story.platform.changeCoaching('coaching-1', { status: 'invalid' }, 'silently')
    await story.settle(3_100)
    expect((await told()).at(-1)).toBe('coaching-invalid status-check')
    const found = await startScene()
    found.story.platform.coachings.set('foreign', {
      id: 'foreign',
      version: 4,
      conversationId: 'c1',
      agentUserId: 'ana',
      supervisorId: 'sam',
      kind: 'real-time',
      status: 'in-progress',
      createdAt: 1,
    })
    found.story.platform.changeCoaching('foreign', { status: 'paused' })
    expect(await found.told()).toEqual(['coaching-paused event'])
    found.story.platform.coachings.delete('foreign')
    found.story.platform.tellState({ state: 'gap' })
    expect((await found.told()).at(-1)).toBe('coaching-vanished status-check')
  })

  it('[IN21] tells a refused step with the reason, and that no answer came', async () => {
    const { start, desk, supervisor, story, told } = await startScene()
    await start()
    story.platform.refuseNext('changeCoaching', { code: 'missing-scope', missing: 'coaching' })
    await expect(desk.act(supervisor, 'record-1', 'pause')).rejects.toThrow()
    await expect(desk.act(supervisor, 'record-1', 'resume')).rejects.toThrow()
    story.platform.failNext('changeCoaching', 'timeout', 'done')
    await expect(desk.act(supervisor, 'record-1', 'complete')).rejects.toThrow()
    const facts = await told()
    expect(facts).toContain('coaching-step-refused command-answer pause missing-scope')
    expect(facts).toContain('coaching-step-refused status-check resume coaching-not-now')
    expect(facts).toContain('coaching-step-unanswered no-answer complete')
    expect(facts.some((fact) => fact.startsWith('coaching-completed'))).toBe(true)
  })

  it('[IN22] goes into the support bundle by ids and codes only', async () => {
    const { start, desk, supervisor, facts } = await startScene()
    await start({ reference: 'Mrs Miller 4711' })
    await desk.saveDetails(supervisor, 'record-1', {
      revision: 1,
      notes: 'Mrs Miller was furious',
      tags: ['furious'],
      moments: [{ id: 'm1', atMs: 1, label: 'Mrs Miller shouts' }],
    })
    await desk.act(supervisor, 'record-1', 'complete')
    const bundle = buildSupportBundle({
      conversationId: 'c1',
      facts: await facts(),
      truncated: false,
      createdAt: 1,
      contextId: 'context-1',
      version: '1',
      settings: {},
    })
    expect(bundle.timeline.at(-1)).toMatchObject({
      what: 'coaching-completed',
      coachingId: 'record-1',
      coachingKind: 'real-time',
      platformCoachingId: 'coaching-1',
      supervisorId: 'sam',
    })
    expect(bundle.correlation.coachingSessionIds).toHaveLength(1)
    expect(JSON.stringify(bundle)).not.toMatch(/Miller|furious|4711|Supervisor sam/)
  })
})
