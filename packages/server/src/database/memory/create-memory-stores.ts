/** All stores in memory: gone with the process. For the deterministic simulation and for tests only. */
import { type Clock, seededRandom } from '@sotto/kernel'
import { createActSealer } from '../../audit/audit-act.ts'
import { createPolicyInForce } from '../../audit/policy-in-force.ts'
import type { Stores } from '../stores.ts'
import { createMemoryAgentSettingsStore } from './memory-agent-settings-store.ts'
import { createMemoryAuditStore } from './memory-audit-store.ts'
import { createMemoryCoachingStore } from './memory-coaching-store.ts'
import { createMemoryControlStore } from './memory-control-store.ts'
import { createMemoryFactStore, createMemoryInterventionStore } from './memory-fact-store.ts'
import { createMemoryIdempotencyStore } from './memory-idempotency-store.ts'
import { createMemoryIncidentStore } from './memory-incident-store.ts'
import { createMemoryLeaseStore } from './memory-lease-store.ts'
import { createMemoryPolicyStore } from './memory-policy-store.ts'
import { createMemoryRetentionStore } from './memory-retention-store.ts'
import { createMemoryRevealStore } from './memory-reveal-store.ts'
import { createMemorySeatStore } from './memory-seat-store.ts'
import { createMemoryServerStore } from './memory-server-store.ts'
import { createMemorySessionStore } from './memory-session-store.ts'
import { createMemorySnippetStore } from './memory-snippet-store.ts'

/** `clock` is the database's own: leases and the heartbeats of commands and servers end by it. */
export function createMemoryStores(clock: Clock): Stores {
  const incidents = createMemoryIncidentStore()
  const servers = createMemoryServerStore(clock)
  // Nothing in it is anybody's: salts that can be guessed do no harm.
  const policyInForce = createPolicyInForce()
  const audit = createMemoryAuditStore(createActSealer(seededRandom(1), policyInForce.revision))
  const controls = createMemoryControlStore({
    keepFacts: incidents.keep,
    keepAct: audit.keep,
    isThere: servers.isThere,
  })
  const interventions = createMemoryInterventionStore()
  const reveals = createMemoryRevealStore(audit.keep)
  const coachings = createMemoryCoachingStore({ keepFacts: incidents.keep, keepAct: audit.keep })
  return {
    audit,
    controls,
    incidents,
    servers,
    seats: createMemorySeatStore(servers),
    reveals,
    coachings,
    policies: createMemoryPolicyStore(audit.keep, policyInForce),
    agentSettings: createMemoryAgentSettingsStore(),
    snippets: createMemorySnippetStore(audit.keep),
    leases: createMemoryLeaseStore(clock, audit.keep),
    idempotency: createMemoryIdempotencyStore(clock),
    sessions: createMemorySessionStore(audit.keep),
    facts: createMemoryFactStore(),
    interventions,
    retention: createMemoryRetentionStore({
      'incident-facts': incidents.forget,
      acts: controls.forget,
      outcomes: interventions.forget,
      reveals: reveals.forget,
      coachings: coachings.forget,
      audit: audit.forget,
    }),
    healthy: async () => true,
    close: async () => {},
  }
}
