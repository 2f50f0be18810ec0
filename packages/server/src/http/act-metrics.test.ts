import { createFakeClock } from '@sotto/testkit'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../test/coaching/story.ts'
import { createRecordingLogger } from '../../test/support/recording-logger.ts'
import { createMemoryStores } from '../database/memory/create-memory-stores.ts'
import { createActMetrics } from './act-metrics.ts'
import { registerAuditMetrics } from './audit-metrics.ts'

async function startMeasured() {
  const registry = new Registry()
  const clock = createFakeClock()
  const logger = createRecordingLogger()
  const story = startStory({ clock, logger, observers: [createActMetrics(registry, clock)] })
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  const supervisor = story.supervisor(story.sam)
  return {
    story,
    supervisor,
    panel,
    logger,
    registry,
    /** The value of a sample, by its name and labels as Prometheus reads them. */
    async read(sample: string): Promise<number | undefined> {
      const lines = (await registry.metrics()).split('\n')
      const line = lines.find((one) => one.startsWith(`${sample} `))
      return line === undefined ? undefined : Number(line.split(' ').at(-1))
    },
  }
}

describe('what is counted of acts', () => {
  it('[OP11] a line is promised when written and confirmed by the platform’s word, once, with the time between', async () => {
    const { panel, read, story, supervisor } = await startMeasured()
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    expect(await read('sotto_controls_promised_total{kind="monitor"}')).toBe(1)
    expect(
      await read('sotto_controls_confirmed_total{kind="monitor",evidence="event"}'),
    ).toBeUndefined()
    await story.settle(1_900)
    const [control] = story.platform.controls.values()
    story.platform.openLine(control!.id)
    await story.settle()
    expect(await read('sotto_controls_confirmed_total{kind="monitor",evidence="event"}')).toBe(1)
    expect(await read('sotto_control_confirmation_seconds_count{kind="monitor"}')).toBe(1)
    const seconds = await read('sotto_control_confirmation_seconds_sum{kind="monitor"}')
    expect(seconds).toBeGreaterThanOrEqual(1.9)
    expect(seconds).toBeLessThan(2.2)
  })

  it('[OP11] a text the platform says nothing of is counted as unconfirmed, never as confirmed', async () => {
    const { read, registry, story, supervisor } = await startMeasured()
    await story.commands.sendText(supervisor, 'c1', 'Offer the upgrade.', 'whisper-1')
    await story.settle(6_000)
    expect(await read('sotto_controls_promised_total{kind="whisper-text"}')).toBe(1)
    expect(await read('sotto_controls_unconfirmed_total{kind="whisper-text"}')).toBe(1)
    expect(await registry.metrics()).not.toContain('sotto_controls_confirmed_total{')
  })

  it('[OP11] what is refused is counted with its reason; beyond 64 different ones the rest is "other"', async () => {
    const registry = new Registry()
    const metrics = createActMetrics(registry, createFakeClock())
    const command = { name: 'send-text', personId: 'sam', subjectId: 'c1', contextId: 'x' }
    metrics.beginCommand(command)({ status: 202 })
    metrics.beginCommand(command)({ status: 403, reason: 'not-allowed' })
    for (let turn = 0; turn < 100; turn += 1)
      metrics.beginCommand(command)({ status: 409, reason: `reason-${turn}` })
    const text = await registry.metrics()
    expect(text).toContain(
      'sotto_acts_refused_total{by="server",act="send-text",reason="not-allowed"} 1',
    )
    expect(text).toContain('{by="server",act="send-text",reason="other"} 37')
    expect(text).toContain('sotto_command_seconds_count{command="send-text"} 102')
  })

  it('[OP12] the audit’s lag is the age of the oldest entry without a place, and stands still while the database is down', async () => {
    const clock = createFakeClock()
    const registry = new Registry()
    const { audit } = createMemoryStores(clock)
    let isDown = false
    const store = {
      waiting: async () => (isDown ? Promise.reject(new Error('down')) : audit.waiting()),
    }
    registerAuditMetrics(registry, { clock, logger: createRecordingLogger(), store })
    await audit.append({ at: clock.wallNow(), act: 'reveal', supervisorId: 'sam' })
    await clock.advance(90_000)
    expect(await registry.metrics()).toContain('sotto_audit_lag_seconds 90')
    expect(await registry.metrics()).toContain('sotto_audit_waiting_entries 1')
    isDown = true
    expect(await registry.metrics()).toContain('sotto_audit_lag_seconds 90')
  })
})
