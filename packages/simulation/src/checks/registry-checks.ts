/** The registry against the platform: nothing is called live or delivered without its word, nothing acknowledged is lost, nothing is left over. */
import type { Control } from '@sotto/simulator'
import { parseJson } from '../network/in-process-request.ts'
import type { Scene } from '../scene.ts'
import type { FaultScript } from '../script/fault-script.ts'
import type { StoredRecord } from '../server/watched-stores.ts'
import type { Report } from './violation.ts'

export interface RegistryChecks {
  step(): void
  /** When all has been quiet for long: everything must be settled. */
  end(): void
  readonly records: ReadonlyMap<string, StoredRecord>
}

/** After the platform can be reached (W9). */
const revokedWithinMs = 5_000
/** A server that was silent has been heard again. */
const heardAgainWithinMs = 10_000
/** Until a hole in the events has been found. */
const holeFoundWithinMs = 20_000

export const finalStates: ReadonlySet<string> = new Set([
  'completed',
  'cancelled',
  'failed',
  'expired',
  'refused',
])

export function checkRegistry(scene: Scene, faults: FaultScript, report: Report): RegistryChecks {
  const { world } = scene.simulator
  const records = new Map<string, StoredRecord>()
  /** By the idempotency key it was sent with, what the panel was answered. */
  const acknowledged = new Map<string, string>()
  const overstaying = new Map<string, number>()
  const doubled = new Map<string, number>()

  function evidenceFor(record: StoredRecord): void {
    const { name } = record.state
    if (name !== 'executing' && name !== 'completed') return
    const control = world.controls.get(record.platformControlId ?? '')
    const isShown =
      name === 'executing' ? control?.executingAt !== undefined : control?.status === 'COMPLETED'
    if (!isShown)
      report(
        'DS20',
        `${record.kind} ${record.id} is called ${name}, the platform says ${control?.status}`,
      )
  }

  function checkPanels(): void {
    for (const tab of scene.tabs) {
      const { store } = tab.model
      const detail = store.detail()
      if (detail.state !== 'known') continue
      for (const view of store.controlsOf(detail.detail.id)) {
        const record = records.get(view.id)
        const control = world.controls.get(record?.platformControlId ?? '')
        const lies =
          (view.state === 'executing' && control?.executingAt === undefined) ||
          (view.state === 'completed' && control?.status !== 'COMPLETED')
        if (lies)
          report('DS20', `${tab.name} shows ${view.state}, the platform says ${control?.status}`)
      }
    }
  }

  function isReachable(): boolean {
    return (
      faults.active.size === 0 &&
      faults.wholeForMs() > holeFoundWithinMs &&
      scene.places.every(({ process }) => process?.machine.isAsleep === false)
    )
  }

  function checkOverstaying(now: number, reachable: boolean): void {
    if (!reachable) return overstaying.clear()
    for (const control of world.controls.values()) {
      const conversation = world.conversations.get(control.conversationId)
      const stays = isSpeakingLine(control) && conversation?.state !== 'ACTIVE'
      if (!stays) {
        overstaying.delete(control.id)
        continue
      }
      const sinceMs = overstaying.get(control.id) ?? now
      overstaying.set(control.id, sinceMs)
      if (now - sinceMs > revokedWithinMs)
        report(
          'DS21',
          `${control.status} ${control.controlType} ${control.id} is still there ${now - sinceMs} ms into ${conversation?.state}`,
        )
    }
  }

  function checkOneLinePerTab(now: number, reachable: boolean): void {
    if (!reachable) return doubled.clear()
    const lines = new Map<string, number>()
    for (const control of world.controls.values()) {
      if (!isSpeakingLine(control) || control.status !== 'EXECUTING') continue
      const record = recordOf(control)
      const holder = `${record?.supervisorId} ${record?.tabId}`
      lines.set(holder, (lines.get(holder) ?? 0) + 1)
    }
    for (const [holder, count] of lines) {
      if (count < 2) {
        doubled.delete(holder)
        continue
      }
      const sinceMs = doubled.get(holder) ?? now
      doubled.set(holder, sinceMs)
      if (now - sinceMs > revokedWithinMs)
        report('DS15', `${holder} has ${count} speaking lines open for ${now - sinceMs} ms`)
    }
    for (const holder of [...doubled.keys()]) if (!lines.has(holder)) doubled.delete(holder)
  }

  function recordOf(control: Control): StoredRecord | undefined {
    const key: unknown = Reflect.get(Object(control.metadata), 'requestKey')
    return typeof key === 'string' ? records.get(key) : undefined
  }

  function checkAcknowledged(): void {
    for (const [key, controlId] of acknowledged)
      if (!records.has(controlId))
        report('DS22', `an acknowledged whisper is gone: ${controlId} (key ${key})`)
  }

  function checkSettled(record: StoredRecord): void {
    const control = world.controls.get(record.platformControlId ?? '')
    const { name } = record.state
    const isFinal = finalStates.has(name)
    if (control === undefined) {
      if (!isFinal)
        report('DS23', `${record.kind} ${record.id} is ${name} for ever: the platform has none`)
      return
    }
    const expected = expectedStates(control)
    if (!expected.includes(name))
      report(
        'DS23',
        `${record.kind} ${record.id} is ${name}, the platform says ${control.status} ${control.failureReason ?? ''}`,
      )
  }

  function checkOrphans(): void {
    const byKey = new Map<string, Control[]>()
    for (const control of world.controls.values()) {
      const key: unknown = Reflect.get(Object(control.metadata), 'requestKey')
      if (typeof key === 'string') byKey.set(key, [...(byKey.get(key) ?? []), control])
    }
    for (const [key, controls] of byKey) {
      const record = records.get(key)
      if (controls.length > 1)
        report('DS24', `${controls.length} controls on the platform for one request ${key}`)
      for (const control of controls) {
        if (record === undefined) report('DS24', `a control of ours without a row: ${control.id}`)
        else if (record.platformControlId !== control.id && isAlive(control))
          report(
            'DS24',
            `${control.status} ${control.controlType} ${control.id} is alive, its row ${record.id} is ${record.state.name} and does not know it`,
          )
      }
    }
  }

  scene.observe({
    controlSaved(record) {
      records.set(record.id, record)
      evidenceFor(record)
    },
    controlTaken(record, from, by) {
      if (faults.calmForMs() > heardAgainWithinMs)
        report(
          'DS25',
          `${by.name} takes ${record.kind} ${record.id} from ${from.name}, which lives`,
        )
    },
    panelAnswered(_tab, path, request, answer) {
      if (!path.endsWith('/whispers') || answer.status !== 202) return
      const controlId: unknown = Object(parseJson(answer.body)).controlId
      const key = request.headers['idempotency-key'] ?? ''
      if (typeof controlId !== 'string') return
      const before = acknowledged.get(key)
      if (before !== undefined && before !== controlId)
        report('DS22', `one whisper was acknowledged as two: ${before} and ${controlId}`)
      acknowledged.set(key, controlId)
    },
  })

  return {
    records,
    step() {
      const now = scene.clock.monotonicNow()
      const reachable = isReachable()
      checkPanels()
      checkOverstaying(now, reachable)
      checkOneLinePerTab(now, reachable)
      checkAcknowledged()
    },
    end() {
      for (const record of records.values()) checkSettled(record)
      checkOrphans()
    },
  }
}

function isSpeakingLine(control: Control): boolean {
  return control.mediaType === 'AUDIO' && control.controlType !== 'MONITOR' && isAlive(control)
}

function isAlive({ status }: Control): boolean {
  return status === 'QUEUED' || status === 'EXECUTING'
}

/** What our own registry may hold when the platform has said its word and all is quiet. */
function expectedStates(control: Control): readonly string[] {
  switch (control.status) {
    case 'QUEUED':
      return ['queued', 'pending-delivery']
    case 'EXECUTING':
      return ['executing']
    case 'COMPLETED':
      return ['completed']
    case 'FAILED':
      return ['failed', 'cancelled', 'expired']
  }
}
