/** What clients cost the platform over REST: requests by route, and tokens written into addresses. */
import type { Clock } from '@sotto/kernel'

export interface RestTraffic {
  readonly method: string
  /** The route's template, such as `/api/v2/conversations/{conversationId}`. */
  readonly route: string
  readonly status: number
  readonly count: number
  /** Of the answers' bodies. */
  readonly bytes: number
}

export interface TrafficReport {
  /** ISO 8601 UTC. */
  readonly since: string
  readonly rest: readonly RestTraffic[]
  /** Requests whose address carried a token. */
  readonly tokenInUrl: number
}

export interface TrafficLog {
  countRest(request: Omit<RestTraffic, 'count'>): void
  countTokenInUrl(): void
  report(): TrafficReport
  reset(): void
}

export function createTrafficLog(clock: Clock): TrafficLog {
  let sinceWallMs = clock.wallNow()
  let tokenInUrl = 0
  const rest = new Map<string, RestTraffic>()

  return {
    countRest({ method, route, status, bytes }) {
      const key = `${method} ${route} ${status}`
      const before = rest.get(key)
      const count = (before?.count ?? 0) + 1
      rest.set(key, { method, route, status, count, bytes: (before?.bytes ?? 0) + bytes })
    },
    countTokenInUrl() {
      tokenInUrl += 1
    },
    report: () => ({
      since: new Date(sinceWallMs).toISOString(),
      rest: [...rest.values()],
      tokenInUrl,
    }),
    reset() {
      sinceWallMs = clock.wallNow()
      tokenInUrl = 0
      rest.clear()
    },
  }
}
