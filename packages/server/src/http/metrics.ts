/** Numbers about this process for Prometheus. One registry per server, so that two in one process do not mix. */
import type { PlatformTraffic } from '@sotto/platform'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface RequestMetrics {
  observe(method: string, route: string, status: number, durationMs: number): void
}

export interface ServerMetrics extends RequestMetrics {
  readonly registry: Registry
}

/** Where numbers come from that are read only when somebody asks. */
export interface MetricSources {
  readonly heldSessions: () => number
  readonly refreshes: () => {
    readonly done: number
    readonly refused: number
    readonly failed: number
  }
  /** What the live part counts and holds, by its own kebab-case names. */
  readonly coaching: {
    counters(): readonly { readonly name: string; readonly value: number }[]
    gauges(): readonly { readonly name: string; readonly value: number }[]
  }
  /** What we have asked of the platform, by purpose. */
  readonly platform: () => readonly PlatformTraffic[]
}

/**
 * The process's own figures: its memory, its event loop, its garbage. They are counted in real time until the process ends, and
 * keep the registry with all that it reads: only for a server that has a process of its own.
 */
export function registerProcessFigures(registry: Registry): void {
  collectDefaultMetrics({ register: registry })
}

/** `registry` may hold other measures already. */
export function createServerMetrics(
  sources: MetricSources,
  registry = new Registry(),
): ServerMetrics {
  const durations = new Histogram({
    name: 'sotto_http_request_seconds',
    help: 'How long requests took, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const held = new Gauge({
    name: 'sotto_sessions_with_open_sockets',
    help: 'Signed-in sessions with an open panel on this server.',
    registers: [registry],
    collect(): void {
      held.set(sources.heldSessions())
    },
  })
  const refreshes = new Counter({
    name: 'sotto_token_refreshes_total',
    help: 'Access tokens renewed, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
    collect(): void {
      refreshes.reset()
      const { done, refused, failed } = sources.refreshes()
      refreshes.inc({ outcome: 'done' }, done)
      refreshes.inc({ outcome: 'refused' }, refused)
      refreshes.inc({ outcome: 'failed' }, failed)
    },
  })
  registerCoaching(registry, sources.coaching)
  registerPlatform(registry, sources.platform)
  return {
    registry,
    observe(method, route, status, durationMs) {
      durations.observe({ method, route, status: String(status) }, durationMs / 1_000)
    },
  }
}

function registerCoaching(registry: Registry, coaching: MetricSources['coaching']): void {
  const counters = new Counter({
    name: 'sotto_coaching_total',
    help: 'What the live part has counted, by name.',
    labelNames: ['name'],
    registers: [registry],
    collect(): void {
      counters.reset()
      for (const { name, value } of coaching.counters()) counters.inc({ name }, value)
    },
  })
  const gauges = new Gauge({
    name: 'sotto_coaching_now',
    help: 'What the live part holds now, by name.',
    labelNames: ['name'],
    registers: [registry],
    collect(): void {
      for (const { name, value } of coaching.gauges()) gauges.set({ name }, value)
    },
  })
}

function registerPlatform(registry: Registry, traffic: MetricSources['platform']): void {
  const rows = [
    ['requests', 'Requests to the platform.', ({ requests }: PlatformTraffic) => requests],
    [
      'wait_seconds',
      'How long they have waited for their turn in the budget, all together.',
      ({ waitedMs }: PlatformTraffic) => waitedMs / 1_000,
    ],
    ['too_many', 'Refused by the platform as too many.', ({ tooMany }: PlatformTraffic) => tooMany],
  ] as const
  for (const [name, meaning, read] of rows) {
    const counter = new Counter({
      name: `sotto_platform_${name}_total`,
      help: `${meaning} By what they were for.`,
      labelNames: ['purpose'],
      registers: [registry],
      collect(): void {
        counter.reset()
        for (const one of traffic()) counter.inc({ purpose: one.purpose }, read(one))
      },
    })
  }
}
