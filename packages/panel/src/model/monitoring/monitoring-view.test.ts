import { describe, expect, it } from 'vitest'
import { coachingDetail, detail, noon } from '../../../test/samples.ts'
import { isNews, monitoringView, nothingRemembered, rememberMonitoring } from './monitoring-view.ts'

const held = { phase: 'held', phaseSince: noon - 30_000 } as const

describe('what stands in "Monitoring only"', () => {
  it('[PA162] is there on hold, in transfer and in conference of a voice call, and nowhere else', () => {
    for (const phase of ['held', 'in-transfer', 'conference'] as const) {
      expect(monitoringView(detail({ phase }), noon)).toMatchObject({ why: phase })
      expect(monitoringView(detail({ phase, media: 'chat' }), noon)).toBeUndefined()
    }
    expect(monitoringView(detail(), noon)).toBeUndefined()
    expect(monitoringView(detail({ phase: 'ended' }), noon)).toBeUndefined()
  })

  it('[PA162] tells who is in the call, the customer first, and who waits', () => {
    const person = (
      id: string,
      purpose: 'agent' | 'external' | 'supervisor',
      connected = true,
    ) => ({
      id,
      purpose,
      name: id,
      connected,
    })
    const participants = [
      person('Ext', 'external'),
      person('Ana', 'agent'),
      person('Sam', 'supervisor'),
      person('Left', 'agent', false),
      { ...person('Bea', 'agent'), held: true },
      { id: 'Dana', purpose: 'customer', name: 'Dana', connected: true } as const,
    ]
    const present = (phase: 'held' | 'conference') =>
      monitoringView(detail({ phase, participants }), noon)?.present.map(
        ({ isHeld, name }) => `${name}${isHeld ? ' waits' : ''}`,
      )
    expect(present('held')).toEqual(['Dana waits', 'Ana', 'Bea waits', 'Ext'])
    expect(present('conference')).toEqual(['Dana', 'Ana', 'Bea waits', 'Ext'])
  })

  it('[PA162] counts the present hold by the server’s clock, and drops a report that has grown old', () => {
    const talk = { agent: 0.6, customer: 0.1, silenceMs: 400, measuredAt: noon - 5_000 }
    const figures = { holds: { begun: 2, endedMs: 10_000, heldSince: noon - 30_000 }, talk }
    const at = (now: number) => monitoringView(detail({ ...held, figures }), now)
    expect(at(noon)).toMatchObject({
      since: noon - 30_000,
      holds: { begun: 2, totalMs: 40_000 },
      talk: { agent: 0.6, customer: 0.1, silenceMs: 400 },
    })
    expect(at(noon + 60_000)).not.toHaveProperty('talk')
    expect(at(noon + 60_000)?.holds?.totalMs).toBe(100_000)
    expect(monitoringView(detail(held), noon)).not.toHaveProperty('holds')
  })
})

describe('coming back', () => {
  const monitoring = rememberMonitoring(nothingRemembered, detail(held))

  it('[PA163] is remembered from hold to the next coaching, and no longer', () => {
    expect(monitoring).toMatchObject({ state: 'monitoring', why: 'held' })
    expect(rememberMonitoring(monitoring, detail(held))).toBe(monitoring)
    const back = rememberMonitoring(monitoring, detail())
    if (back.state !== 'back') throw new Error(back.state)
    expect(back).toMatchObject({ conversationId: 'conversation-1', from: 'held' })
    expect(isNews(back, back.since + 29_999)).toBe(true)
    expect(isNews(back, back.since + 30_000)).toBe(false)
    expect(rememberMonitoring(back, detail())).toBe(back)
    expect(rememberMonitoring(back, coachingDetail())).toBe(nothingRemembered)
    expect(rememberMonitoring(back, detail(held))).toEqual(monitoring)
    expect(rememberMonitoring(back, detail({ phase: 'ended' }))).toBe(nothingRemembered)
    expect(rememberMonitoring(back, detail({ id: 'conversation-2' }))).toBe(nothingRemembered)
  })

  it('[PA163] a call that ends on hold does not come back, nor does one that never was', () => {
    expect(rememberMonitoring(monitoring, detail({ phase: 'ended' }))).toBe(nothingRemembered)
    expect(rememberMonitoring(nothingRemembered, detail())).toBe(nothingRemembered)
    const conference = detail({ phase: 'conference' })
    expect(rememberMonitoring(monitoring, conference)).toMatchObject({ why: 'conference' })
  })
})
