import type { ControlRecord } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { newTab, type Tab, type TabLines, viewOf } from './tab-lines.ts'

const record = (id: string, name: 'queued' | 'executing'): ControlRecord => ({
  id,
  conversationId: 'c1',
  kind: id === 'listening' ? 'monitor' : 'whisper-audio',
  supervisorId: 'sam',
  agentUserId: 'ana',
  coachingSessionId: 'coaching',
  platformVersion: 1,
  submittedAt: 0,
  state: name === 'executing' ? { name, evidence: 'event', at: 1 } : { name },
})

describe('what a tab has', () => {
  it('[MD151] is told as the same while nothing in it is another, and anew with each change', () => {
    const records = new Map([
      ['listening', record('listening', 'executing')],
      ['speaking', record('speaking', 'queued')],
    ])
    const tab: Tab = newTab({
      sessionId: 'session',
      tabId: 'tab',
      supervisorId: 'sam',
      conversationId: 'c1',
      agentUserId: 'ana',
      mixLevel: 0.5,
    })
    const view = (of: Tab) => viewOf(of, (slot) => slot && records.get(slot.controlId))
    const changes: readonly (() => void)[] = [
      () => (tab.wanted = 'coach'),
      () => (tab.listening = { controlId: 'listening', isGivenUp: false }),
      () => (tab.speaking = { controlId: 'speaking', isGivenUp: false }),
      () => records.set('speaking', record('speaking', 'executing')),
      () => (tab.speaking = { controlId: 'speaking', isGivenUp: true }),
      () => (tab.reason = 'lease-lost'),
      () => (tab.wanted = 'monitor'),
      () => records.delete('listening'),
    ]
    const told = new Set<TabLines>([view(tab)])
    for (const change of changes) {
      change()
      const now = view(tab)
      expect(view(tab)).toBe(now)
      expect(now, 'as if nothing had been remembered').toEqual(view({ ...tab, view: undefined }))
      told.add(now)
    }
    expect(told.size).toBe(changes.length + 1)
  })
})
