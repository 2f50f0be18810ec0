/** Every spoken frame that leaves the server: is it allowed to, does it go where it was spoken to, and on one line only? */
import type { Control } from '@sotto/simulator'
import { parseJson } from '../network/in-process-request.ts'
import type { Tab } from '../panel/browser.ts'
import type { Scene, ServerPlace } from '../scene.ts'
import type { FaultScript } from '../script/fault-script.ts'
import type { StoredRecord } from '../server/watched-stores.ts'
import type { KnownToServer } from './known-to-server.ts'
import type { Report } from './violation.ts'

/** How long after the platform's word, or its own, the server may still let a frame pass (B2). */
const cutWithinMs = 100
/** A panel is told of a change within its next flush. */
const toldWithinMs = 100
/** With events on time: how long they may be on their way. */
const eventsOnTimeMs = 700
/** After events may have been lost: until the stream's next word shows the hole and all is read again. */
const holeFoundWithinMs = 20_000

interface ToldTruth {
  readonly conversationId: string
  /** Undefined while the detail lets the microphone open. */
  readonly forbidsSinceMs: number | undefined
}

interface Utterance {
  readonly tab: Tab
  readonly conversationId: string | undefined
}

export interface SpeechChecks {
  /** Spans in which speech reached the platform, for listening to the recordings afterwards. */
  readonly spans: ReadonlyMap<string, SpokenSpan>
  readonly frames: number
}

export interface SpokenSpan {
  readonly conversationId: string
  /** A barge, which the customer is to hear. */
  readonly isForAll: boolean
  readonly fromMs: number
  readonly toMs: number
}

export function checkSpeech(
  scene: Scene,
  known: KnownToServer,
  faults: FaultScript,
  report: Report,
): SpeechChecks {
  const { world } = scene.simulator
  const records = new Map<string, StoredRecord>()
  const told = new Map<Tab, ToldTruth>()
  const leftAt = new Map<Tab, number>()
  const current = new Map<Tab, object>()
  const utterances = new Map<number, Utterance>()
  /** What another server has written is known here with the platform's next word only. */
  const savedBy = new Map<string, ServerPlace>()
  const lastLine = new Map<Tab, { readonly controlId: string; readonly atMs: number }>()
  const forbiddenOnPlatform = new Map<string, number>()
  const spans = new Map<string, SpokenSpan>()
  let frames = 0

  world.onEvent((event) => {
    if (event.name !== 'conversation.updated' || event.conversationId === undefined) return
    const conversation = world.conversations.get(event.conversationId)
    const forbids = conversation?.state !== 'ACTIVE' || conversation.recording.state === 'PAUSED'
    if (!forbids) forbiddenOnPlatform.delete(event.conversationId)
    else if (!forbiddenOnPlatform.has(event.conversationId))
      forbiddenOnPlatform.set(event.conversationId, scene.clock.monotonicNow())
  })

  function tabOf(record: StoredRecord): Tab | undefined {
    return scene.tabs.find(
      (tab) =>
        tab.storage.get('sotto.tab') === record.tabId &&
        tab.browser.personId === record.supervisorId,
    )
  }

  function check(place: ServerPlace, controlId: string, frame: Uint8Array): void {
    const now = scene.clock.monotonicNow()
    const control = world.controls.get(controlId)
    const record = records.get(controlId)
    if (control === undefined || record === undefined)
      return report('DS10', `speech on a line that is not in the registry: ${controlId}`)
    checkPlatform(place, control, now)
    if (record.state.name !== 'executing' && savedBy.get(record.id) === place)
      report('DS10', `speech on a line that is ${record.state.name}: ${record.id}`)
    const tab = tabOf(record)
    if (tab === undefined) return report('DS10', `speech on a line of no tab: ${record.id}`)
    checkTold(tab, control.conversationId, now)
    checkUtterance(tab, control.conversationId, frame)
    const last = lastLine.get(tab)
    if (last !== undefined && last.controlId !== controlId && now - last.atMs < 40)
      report('DS15', `${tab.name} speaks on two lines at once`)
    lastLine.set(tab, { controlId, atMs: now })
    noteSpan(control, now)
  }

  function checkPlatform(place: ServerPlace, control: Control, now: number): void {
    const { conversationId, status } = control
    const knownConversation = known.conversation(place, conversationId)
    const sinceMs = knownConversation?.forbidsSinceMs
    if (sinceMs !== undefined && now - sinceMs > cutWithinMs)
      report(
        'DS10',
        `speech ${now - sinceMs} ms after the server was told of ${knownConversation?.state}`,
      )
    const knownControl = known.control(place, control.id)
    const isOver = knownControl?.status === 'FAILED' || knownControl?.status === 'COMPLETED'
    if (knownControl !== undefined && isOver && now - knownControl.atMs > cutWithinMs)
      report(
        'DS10',
        `speech ${now - knownControl.atMs} ms after the server was told the line ended`,
      )
    const forbiddenSinceMs = forbiddenOnPlatform.get(conversationId)
    const limitMs =
      faults.wholeForMs() > holeFoundWithinMs && faults.active.size === 0
        ? eventsOnTimeMs
        : holeFoundWithinMs
    if (
      forbiddenSinceMs !== undefined &&
      faults.calmForMs() > 5_000 &&
      now - forbiddenSinceMs > limitMs
    )
      report(
        'DS11',
        `speech ${now - forbiddenSinceMs} ms after the platform's ${world.conversations.get(conversationId)?.state} (control ${status})`,
      )
  }

  function checkTold(tab: Tab, conversationId: string, now: number): void {
    const gone = leftAt.get(tab)
    if (gone !== undefined && now - gone > cutWithinMs)
      report('DS12', `speech ${now - gone} ms after ${tab.name} lost its live socket`)
    const detail = told.get(tab)
    if (detail === undefined || detail.conversationId !== conversationId) return
    const sinceMs = detail.forbidsSinceMs
    if (sinceMs !== undefined && now - sinceMs > toldWithinMs)
      report('DS12', `speech ${now - sinceMs} ms after ${tab.name} was told that it may not`)
  }

  function checkUtterance(tab: Tab, conversationId: string, frame: Uint8Array): void {
    const value = steadyValue(frame)
    if (value === undefined || value === 0) return
    const utterance = utterances.get(value)
    // A concealed frame is quieter than what was spoken, and so is another number.
    if (utterance === undefined) return
    if (utterance.tab !== tab)
      report('DS13', `speech of ${utterance.tab.name} on a line of ${tab.name}`)
    else if (utterance.conversationId !== conversationId)
      report('DS13', `speech for ${utterance.conversationId} on a line in ${conversationId}`)
  }

  function noteSpan({ controlType, conversationId, id }: Control, now: number): void {
    const fromMs = spans.get(id)?.fromMs ?? now
    spans.set(id, { conversationId, isForAll: controlType === 'BARGE', fromMs, toMs: now })
  }

  scene.observe({
    spoke(place, controlId, frame) {
      frames += 1
      check(place, controlId, frame)
    },
    controlSaved(record, place) {
      savedBy.set(record.id, place)
      if (record.platformControlId !== undefined) records.set(record.platformControlId, record)
    },
    keyPressed(tab, utterance) {
      const { conversationId } = tab.model.line.state.getState()
      utterances.set(utterance, { tab, conversationId })
    },
    panelTold(tab, text, socket) {
      if (text.startsWith('{"type":"welcome"')) {
        leftAt.delete(tab)
        current.set(tab, socket)
      }
      if (!text.includes('"kind":"detail"')) return
      for (const detail of detailsIn(text)) {
        const before = told.get(tab)
        const sinceMs = before?.conversationId === detail.id ? before.forbidsSinceMs : undefined
        told.set(tab, {
          conversationId: detail.id,
          forbidsSinceMs: detail.mayOpen ? undefined : (sinceMs ?? scene.clock.monotonicNow()),
        })
      }
    },
    panelLeft(tab, socket) {
      if (current.get(tab) === socket) leftAt.set(tab, scene.clock.monotonicNow())
    },
  })

  return {
    spans,
    get frames() {
      return frames
    },
  }
}

function detailsIn(text: string): readonly { readonly id: string; readonly mayOpen: boolean }[] {
  const { changes } = Object(parseJson(text))
  if (!Array.isArray(changes)) return []
  return changes.flatMap((change: unknown) => {
    const { kind, detail } = Object(change)
    if (kind !== 'detail') return []
    const { agent, customer } = detail.truth
    const mayOpen: boolean =
      detail.microphoneMayOpen === true &&
      agent.certainty === 'confirmed' &&
      agent.hearsYou === true &&
      customer.certainty === 'confirmed' &&
      customer.hearsYou === (detail.mode.confirmed === 'barge')
    return [{ id: String(detail.id), mayOpen }]
  })
}

/** The one number in all samples, little-endian 16 bit; undefined where they differ. */
function steadyValue(frame: Uint8Array): number | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const value = view.getInt16(0, true)
  const last = view.getInt16(frame.byteLength - 2, true)
  const middle = view.getInt16((frame.byteLength >> 2) << 1, true)
  return value === last && value === middle ? value : undefined
}
