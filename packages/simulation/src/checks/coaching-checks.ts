/** Coaching sessions: one at a time, asked for as the platform wants it, nothing written lost, and alike wherever they stand. */
import { parseJson } from '../network/in-process-request.ts'
import type { Tab } from '../panel/browser.ts'
import type { Scene } from '../scene.ts'
import type { FaultScript } from '../script/fault-script.ts'
import type { StoredCoaching } from '../server/watched-stores.ts'
import type { Report } from './violation.ts'

export interface CoachingChecks {
  step(): void
  /** When all has been quiet for long: everything must agree. */
  end(): void
  /** Sessions that came about. */
  readonly count: number
}

const longestMetadataBytes = 2_048
const shownWithinMs = 2_000
/** After faults: until back-offs have run out. */
const calmMs = 40_000
const isRunning = (name: string) => ['started', 'in-progress', 'paused'].includes(name)
const isOver = (name: string) => ['completed', 'invalid', 'vanished', 'refused'].includes(name)

export function checkCoachings(scene: Scene, faults: FaultScript, report: Report): CoachingChecks {
  const { world } = scene.simulator
  const rows = new Map<string, StoredCoaching & { readonly savedAtMs: number }>()
  /** What a panel was told to have been saved, by session and revision of the details. */
  const acknowledged = new Map<
    string,
    { readonly id: string; readonly notes: string; readonly revision: number }
  >()
  const shownSince = new Map<Tab, number>()

  function checkOneRunning({ record }: StoredCoaching): void {
    if (!isRunning(record.state.name)) return
    for (const other of rows.values())
      if (
        other.record.id !== record.id &&
        other.record.conversationId === record.conversationId &&
        other.record.supervisorId === record.supervisorId &&
        isRunning(other.record.state.name) &&
        world.coachings.has(other.record.platformCoachingId ?? '')
      )
        report(
          'DS60',
          `${record.id} is ${record.state.name} beside ${other.record.id}, ${other.record.state.name}`,
        )
  }

  function checkRequest(body: unknown): void {
    const { interactionId, metadata, status } = Object(body)
    if (status !== undefined) report('DS61', `a session is asked for with the status ${status}`)
    if (typeof interactionId !== 'string')
      report('DS61', 'a session is asked for without its interaction')
    const bytes = Buffer.byteLength(JSON.stringify(metadata ?? {}))
    if (bytes > longestMetadataBytes) report('DS61', `${bytes} bytes of metadata are sent`)
  }

  scene.observe({
    coachingSaved(stored) {
      rows.set(stored.record.id, { ...stored, savedAtMs: scene.clock.monotonicNow() })
      checkOneRunning(stored)
    },
    platformAnswered(_place, request) {
      if (request.method === 'POST' && request.url.endsWith('/coaching/coachings'))
        checkRequest(parseJson(request.body ?? ''))
    },
    panelAnswered(_tab, path, _request, answer) {
      if (!path.endsWith('/details') || answer.status !== 200) return
      const { id, details, detailsRevision } = Object(parseJson(answer.body))
      const revision = Number(detailsRevision)
      acknowledged.set(`${id} ${revision}`, { id, notes: Object(details).notes, revision })
    },
  })

  function checkKept(): void {
    for (const [key, { id, notes, revision }] of acknowledged) {
      const row = rows.get(id)
      const isKept =
        row !== undefined &&
        row.detailsRevision >= revision &&
        (row.detailsRevision > revision || row.record.details.notes === notes)
      if (!isKept) report('DS62', `what was acknowledged as saved is gone: ${key}`)
    }
  }

  function checkPanel(tab: Tab): void {
    const isLive =
      !tab.machine.isAsleep &&
      tab.model.live.link().state === 'live' &&
      tab.model.store.platformLink()?.state === 'open'
    const now = scene.clock.monotonicNow()
    if (!isLive || faults.calmForMs() < calmMs) return void shownSince.delete(tab)
    const since = shownSince.get(tab) ?? now
    shownSince.set(tab, since)
    if (now - since < shownWithinMs) return
    for (const view of tab.model.store.coachings()) {
      const row = rows.get(view.id)
      // What is a colleague's, and of another conversation than the opened one, stands on no screen.
      if (!view.mine && view.conversationId !== tab.shownId) continue
      if (row === undefined || now - row.savedAtMs < shownWithinMs) continue
      if (row.revision !== view.revision)
        report(
          'DS63',
          `${tab.name} shows ${view.id} as revision ${view.revision} (${view.state}), it is ${row.revision} (${row.record.state.name})`,
        )
    }
    for (const { record, savedAtMs } of rows.values())
      if (
        record.supervisorId === tab.browser.personId &&
        !isOver(record.state.name) &&
        now - savedAtMs > shownWithinMs &&
        tab.model.store.coaching(record.id) === undefined
      )
        report('DS63', `${tab.name} does not show ${record.id}, which is ${record.state.name}`)
  }

  function checkAgreed({ record }: StoredCoaching): void {
    const { name } = record.state
    const coaching = world.coachings.get(record.platformCoachingId ?? '')
    if (coaching === undefined) {
      if (!isOver(name)) report('DS64', `${record.id} is ${name}, the platform has none`)
      return
    }
    const said = coaching.status.toLowerCase().replace('_', '-')
    if (said !== name) report('DS64', `${record.id} is ${name}, the platform says ${said}`)
  }

  function checkOrphans(): void {
    const known = new Set([...rows.values()].map(({ record }) => record.platformCoachingId))
    for (const { id, status } of world.coachings.values())
      if (!known.has(id)) report('DS64', `a session on the platform has no row: ${id} ${status}`)
  }

  return {
    get count() {
      return [...rows.values()].filter(({ record }) => record.platformVersion > 0).length
    },
    step() {
      for (const tab of scene.tabs) checkPanel(tab)
    },
    end() {
      checkKept()
      for (const row of rows.values()) checkAgreed(row)
      checkOrphans()
    },
  }
}
