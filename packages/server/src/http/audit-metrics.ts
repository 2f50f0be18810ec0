/** How far the audit's tree is behind its acts, asked of the database when somebody scrapes. */
import { type Clock, type Logger, nameOfFailure } from '@sotto/kernel'
import { Gauge, type Registry } from 'prom-client'
import type { AuditStore } from '../database/audit-store.ts'

export interface AuditMetricsOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly store: Pick<AuditStore, 'waiting'>
}

/** Without an answer of the database the last figures stand: the alert on readiness tells of that. */
export function registerAuditMetrics(
  registry: Registry,
  { clock, logger, store }: AuditMetricsOptions,
): void {
  const entries = new Gauge({
    name: 'sotto_audit_waiting_entries',
    help: 'Entries of the audit without a place in the tree; ten thousand stands for as many or more.',
    registers: [registry],
  })
  const age = new Gauge({
    name: 'sotto_audit_lag_seconds',
    help: 'Age of the oldest entry of the audit without a place in the tree; 0 when each has one.',
    registers: [registry],
    async collect(): Promise<void> {
      try {
        const { count, oldestAt } = await store.waiting()
        entries.set(count)
        age.set(oldestAt === undefined ? 0 : Math.max(0, clock.wallNow() - oldestAt) / 1_000)
      } catch (failure) {
        logger.debug('audit-lag-unknown', {
          errorName: nameOfFailure(failure),
        })
      }
    },
  })
}
