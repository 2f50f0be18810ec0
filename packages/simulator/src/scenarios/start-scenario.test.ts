import { describe, expect, it } from 'vitest'
import { Refusal } from '../api/refusal.ts'
import { putOnTrial } from '../world/testing/world-on-trial.ts'
import { scenarioNames } from './scenario-catalogue.ts'

function refusalOf(run: () => unknown): Partial<Refusal> {
  try {
    run()
  } catch (failure) {
    if (failure instanceof Refusal)
      return { status: failure.status, code: failure.code, details: failure.details }
    throw failure
  }
  throw new Error('it was not refused')
}

const tones = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

describe('scenarios', () => {
  it.each(scenarioNames)('[SW80] %s is there at once, ACTIVE, in the shared queue', (scenario) => {
    const trial = putOnTrial()
    const conversation = trial.scenario({ scenario })
    expect(conversation).toMatchObject({ version: 1, state: 'ACTIVE', queueId: 'queue-billing' })
    expect(trial.world.conversations.get(conversation.id)).toBe(conversation)
    expect(trial.world.records.get(conversation.id)?.scenario).toBe(scenario)
    expect(trial.failures).toEqual([])
  })

  it('[SW81] a directed conversation changes only by acts, for at least 15 minutes', () => {
    const trial = putOnTrial()
    const ids = scenarioNames.map((scenario) => trial.scenario({ scenario }).id)
    trial.clock.advanceSync(60 * 60_000)
    for (const id of ids)
      expect(trial.conversation(id)).toMatchObject({ state: 'ACTIVE', version: 1 })
    const lastSpoken = trial.eventsNamed('transcript.segment').at(-1)
    expect(Number(lastSpoken?.data.startMs)).toBeGreaterThan(59 * 60_000)
  })

  it('[SW81] one nobody ends does not keep its agent for ever', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.clock.advanceSync(4 * 60 * 60_000)
    expect(trial.conversation(id).state).toBe('ENDED')
  })

  it('[SW82] a quiet customer gives room tone at about −55 dBFS: no speech, no digital silence', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario({ scenario: 'quiet-customer' })
    const customer = trial.calls.get(id)?.voices.customer
    const second = new Int16Array(16_000)
    customer?.read(5_000, second)
    const dbfs = 20 * Math.log10(tones(second) / 32_768)
    expect(dbfs).toBeGreaterThan(-57)
    expect(dbfs).toBeLessThan(-53)
    const again = new Int16Array(16_000)
    customer?.read(5_000, again)
    expect(again).toEqual(second)
    const agent = trial.calls.get(id)?.voices.agent
    agent?.read(16 * 500, second)
    expect(tones(second)).toBeGreaterThan(100)
    trial.clock.advanceSync(20_000)
    const speakers = trial.eventsNamed('transcript.segment').map(({ data }) => data.purpose)
    expect(new Set(speakers)).toEqual(new Set(['agent']))
  })

  it('[SW83] each scenario is what its name says', () => {
    const trial = putOnTrial()
    expect(trial.scenario({ scenario: 'cross-region' }).region).toBe('ap-south-1')
    const regions = [...trial.world.people.values()].map(({ region }) => region)
    expect(regions).not.toContain('ap-south-1')
    const agentChannel = (scenario: 'no-pcmu' | 'no-whisper-support' | 'steady') =>
      trial.scenario({ scenario }).participants[1]?.mediaChannels[0]
    expect(agentChannel('steady')).toMatchObject({
      mediaType: 'AUDIO',
      state: 'ACTIVE',
      whisperSupported: true,
      codecs: ['PCMU', 'PCMA'],
    })
    expect(agentChannel('no-pcmu')?.codecs).toEqual(['OPUS', 'G722'])
    expect(agentChannel('no-whisper-support')?.whisperSupported).toBe(false)
    for (const [scenario, mediaType] of [
      ['chat', 'CHAT'],
      ['email', 'EMAIL'],
    ] as const) {
      const written = trial.scenario({ scenario })
      expect(written.mediaType).toBe(mediaType)
      expect(written.participants.flatMap((party) => party.mediaChannels)).toMatchObject([
        { mediaType: 'TEXT' },
        { mediaType: 'TEXT', whisperSupported: true },
      ])
      expect(trial.calls.has(written.id)).toBe(false)
    }
    const { id } = trial.scenario({ scenario: 'pii' })
    expect(trial.world.records.get(id)?.script.plan.main.id).toBe('with-card')
  })

  it('[SW84] agent, queue and region may be chosen', () => {
    const trial = putOnTrial()
    const [agent] = trial.world.roster.free('queue-support', 'VOICE')
    const chosen = trial.scenario({ agentUserId: agent?.id, queueId: 'queue-support' })
    expect(chosen).toMatchObject({ queueId: 'queue-support' })
    expect(chosen.participants[1]?.userId).toBe(agent?.id)
    expect(trial.scenario({ region: 'eu-west-1' }).region).toBe('eu-west-1')
    const own = trial.scenario({
      agentUserId: trial.world.roster.free('queue-sales', 'VOICE')[0]?.id,
    })
    expect(['queue-sales', 'queue-billing']).toContain(own.queueId)
  })

  it('[SW84] what does not exist is 400 with the field', () => {
    const trial = putOnTrial()
    expect(refusalOf(() => trial.scenario({ queueId: 'nothing' }))).toMatchObject({
      status: 400,
      details: { field: 'queueId' },
    })
    for (const agentUserId of ['nobody', trial.person('Maren Brandt').id])
      expect(refusalOf(() => trial.scenario({ agentUserId }))).toMatchObject({
        status: 400,
        details: { field: 'agentUserId' },
      })
  })

  it('[SW84] an agent who cannot take it is 409: in a call, off the queue, of another queue, without licence', () => {
    const trial = putOnTrial()
    const { participants } = trial.scenario()
    const agents = [...trial.world.people.values()].filter(({ role }) => role === 'agent')
    const away = agents.find(({ routingStatus }) => routingStatus === 'OFF_QUEUE')
    const silent = agents.find(({ telephony }) => !telephony)
    for (const agentUserId of [participants[1]?.userId, away?.id, silent?.id])
      expect(refusalOf(() => trial.scenario({ agentUserId }))).toMatchObject({
        status: 409,
        code: 'agent.not.available',
      })
    const [other] = trial.world.roster
      .free('queue-support', 'VOICE')
      .filter(({ queueIds }) => !queueIds.includes('queue-sales'))
    expect(
      refusalOf(() => trial.scenario({ agentUserId: other?.id, queueId: 'queue-sales' })),
    ).toMatchObject({ status: 409 })
  })

  it('[SW85] when nobody is free a background caller gives way, a directed one never', () => {
    const trial = putOnTrial()
    trial.world.start()
    const directed: string[] = []
    for (;;) {
      const refused = (() => {
        try {
          directed.push(trial.scenario().id)
          return undefined
        } catch (failure) {
          return failure
        }
      })()
      if (refused === undefined) continue
      expect(refused).toMatchObject({ status: 409, code: 'agent.not.available' })
      break
    }
    expect(directed.length).toBeGreaterThanOrEqual(8)
    for (const id of directed) expect(trial.conversation(id).state).toBe('ACTIVE')
  })

  it('[SW85] three written conversations fit beside a call', () => {
    const trial = putOnTrial()
    const agentUserId = trial.world.roster
      .free('queue-billing', 'CHAT')
      .find(({ telephony }) => telephony)?.id
    trial.scenario({ agentUserId })
    for (let count = 0; count < 3; count += 1) trial.scenario({ scenario: 'chat', agentUserId })
    expect(refusalOf(() => trial.scenario({ scenario: 'email', agentUserId }))).toMatchObject({
      status: 409,
    })
    expect(trial.world.roster.liveOf(agentUserId ?? '')).toHaveLength(4)
  })
})
