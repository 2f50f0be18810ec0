import { incidentEvidenceSchema, supportBundleSchema } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import type { IncidentFact } from '../database/stores.ts'
import { defaultCoachingSettings } from '../live/coaching-settings.ts'
import { createRedactor, redacted } from './redact.ts'
import { buildSupportBundle } from './support-bundle.ts'

const at = Date.UTC(2026, 0, 1, 12)

function bundleOf(facts: readonly IncidentFact[], part: { settings?: object } = {}) {
  return buildSupportBundle({
    conversationId: 'conversation-1',
    facts,
    truncated: false,
    createdAt: at,
    contextId: 'context-1',
    version: '1.2.3',
    settings: defaultCoachingSettings,
    ...part,
  })
}

const canaries = [
  'Dana Whitfield',
  'Zoë',
  '+49 170 1234567',
  '+491701234567',
  '0170-1234567',
  '491701234567',
  'dana@example.com',
  'offer the refund',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'sk-live-0123456789abcdef',
  'tok_0123456789',
  `Bearer ${'a'.repeat(40)}`,
  'x'.repeat(90),
]

describe('the support bundle', () => {
  it('[IN9] holds version, figures of the settings, timeline, leases, truth and ids, named by its date', () => {
    const bundle = bundleOf([
      {
        at,
        what: 'submitted',
        evidence: 'console',
        conversationId: 'conversation-1',
        agentUserId: 'ana',
        supervisorId: 'sam',
        controlId: 'control-1',
        details: { kind: 'whisper-audio', coachingSessionId: 'coaching-1', leaseFence: 4 },
      },
      {
        at: at + 900,
        what: 'hearing',
        evidence: 'participants',
        supervisorId: 'sam',
        version: 7,
        details: { agent: true, customer: false, recording: false },
      },
      { at: at + 950, what: 'lease-held', evidence: 'lease', agentUserId: 'ana', version: 4 },
      {
        at: at + 1_000,
        what: 'completed',
        evidence: 'event',
        controlId: 'control-1',
        platformControlId: 'platform-1',
        details: { platformAt: at + 990 },
      },
    ])
    expect(supportBundleSchema.parse(bundle)).toEqual(bundle)
    expect(bundle).toMatchObject({
      fileName: 'sotto-support-2026-01-01T12-00-00-000Z.json',
      createdAt: '2026-01-01T12:00:00.000Z',
      product: { version: '1.2.3' },
      settings: { leaseTtlMs: 5_000, 'controlTimings.lineExpiryMs': 8_000 },
      correlation: {
        contextId: 'context-1',
        controlIds: ['control-1'],
        platformControlIds: ['platform-1'],
        coachingSessionIds: ['coaching-1'],
        supervisorIds: ['sam'],
        agentUserIds: ['ana'],
      },
      redaction: { replaced: 0 },
    })
    expect(bundle.timeline.map(({ what }) => what)).toEqual(['submitted', 'hearing', 'completed'])
    expect(bundle.timeline[0]).toMatchObject({ kind: 'whisper-audio', leaseFence: 4 })
    expect(bundle.timeline[2]).toMatchObject({ platformAt: '2026-01-01T12:00:00.990Z' })
    expect(bundle.leases).toEqual([
      {
        at: '2026-01-01T12:00:00.950Z',
        what: 'lease-held',
        evidence: 'lease',
        agentUserId: 'ana',
        version: 4,
      },
    ])
    expect(bundle.truth[0]?.hears).toEqual({ agent: true, customer: false, recording: false })
  })

  it.each(canaries)('[IN10] lets nothing through, whatever field it lies in: %s', (canary) => {
    for (const evidence of incidentEvidenceSchema.options) {
      const fact: IncidentFact = {
        at,
        what: 'refused',
        evidence,
        conversationId: canary,
        agentUserId: canary,
        supervisorId: canary,
        controlId: canary,
        platformControlId: canary,
        reason: canary,
        sourceKey: canary,
        details: {
          kind: canary,
          coachingSessionId: canary,
          leaseFence: canary,
          platformAt: canary,
          agent: canary,
          text: canary,
          [canary]: canary,
        },
      }
      const bundle = buildSupportBundle({
        conversationId: canary,
        facts: [fact],
        truncated: false,
        createdAt: at,
        contextId: canary,
        version: '1.2.3',
        settings: { name: canary, deep: { name: canary, list: [canary] }, figure: 1 },
      })
      expect(JSON.stringify(bundle)).not.toContain(canary)
      expect(bundle.redaction.replaced).toBeGreaterThan(0)
      expect(bundle.conversationId).toBe(redacted)
      expect(bundle.settings).toEqual({ figure: 1 })
    }
  })

  it('[IN10] leaves ids and codes as they are, so that they can be found in the log', () => {
    const redact = createRedactor()
    for (const id of ['c1', '3f0c9a52-1b7e-4c55-9a0e-6a5d0c1f2b3a', 'platform-1', 'user_7.a:b~c'])
      expect(redact.id(id)).toBe(id)
    for (const code of ['conversation-held', 'got-it', 'expired', 'stale-fence'])
      expect(redact.code(code)).toBe(code)
    expect(redact.replaced).toBe(0)
  })
})
