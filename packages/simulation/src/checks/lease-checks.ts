/** One coach per agent: in the platform's own mixer, in the store, and at the microphone. */
import type { Scene } from '../scene.ts'
import type { StoredLease, StoredRecord } from '../server/watched-stores.ts'
import type { Report } from './violation.ts'

/** Watches from now on; what it finds is reported the moment it happens. */
export function checkLeases(
  scene: Scene,
  records: ReadonlyMap<string, StoredRecord>,
  report: Report,
): void {
  const leases = new Map<string, StoredLease & { readonly atMs: number }>()
  const byPlatformId = new Map<string, StoredRecord>()
  const lastHeard = new Map<string, { readonly atMs: number; readonly controlId: string }>()

  /** By whom the agent is coached now, as the database has it. */
  function checkLease(record: StoredRecord): void {
    const stored = leases.get(record.agentUserId)
    const holder = stored?.lease.holder
    const leftMs =
      stored === undefined ? 0 : stored.atMs + stored.remainingMs - scene.clock.monotonicNow()
    const isOurs =
      stored?.lease.fence === record.leaseFence &&
      holder?.supervisorId === record.supervisorId &&
      holder.tabId === record.tabId
    if (!isOurs)
      report(
        'DS41',
        `speech of ${record.id} under fence ${record.leaseFence}, the agent's is ${stored?.lease.fence} of ${holder?.name}`,
      )
    else if (leftMs <= 0) report('DS41', `speech of ${record.id} under a lease that is over`)
  }

  scene.observe({
    controlSaved(record) {
      if (record.platformControlId !== undefined) byPlatformId.set(record.platformControlId, record)
    },
    leaseChanged(stored) {
      const { agentUserId, fence } = stored.lease
      const before = leases.get(agentUserId)
      if (before !== undefined && fence < before.lease.fence)
        report('DS43', `the fence of ${agentUserId} fell from ${before.lease.fence} to ${fence}`)
      leases.set(agentUserId, { ...stored, atMs: scene.clock.monotonicNow() })
    },
    spoke(_place, controlId) {
      const record = byPlatformId.get(controlId)
      if (record !== undefined) checkLease(records.get(record.id) ?? record)
    },
    agentHeard({ agentUserId, controlIds }) {
      const now = scene.clock.monotonicNow()
      if (controlIds.length > 1)
        report('DS40', `${agentUserId} hears ${controlIds.length} lines in one frame`)
      const controlId = controlIds[0]
      if (agentUserId === undefined || controlId === undefined) return
      const last = lastHeard.get(agentUserId)
      if (last !== undefined && last.atMs === now && last.controlId !== controlId)
        report('DS40', `${agentUserId} hears two lines in two conversations`)
      lastHeard.set(agentUserId, { atMs: now, controlId })
    },
    panelSpoke(tab) {
      const { gate } = tab.model.line.state.getState()
      if (!gate.open)
        report('DS42', `speech leaves ${tab.name} while its gate is shut: ${gate.reason}`)
      const view = tab.model.store.detail()
      const truth = view.state === 'known' ? view.detail.truth : undefined
      if (truth?.agent.certainty !== 'confirmed' || !truth.agent.hearsYou)
        report(
          'DS42',
          `speech leaves ${tab.name} while its truth line has the agent ${truth?.agent.certainty}`,
        )
    },
  })
}
