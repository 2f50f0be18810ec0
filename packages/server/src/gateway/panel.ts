// One browser tab of one supervisor: its stream of changes, and the conversation it has opened.

import type { ControlRecord } from '@sotto/domain'
import type { Clock, MonotonicMs, Unsubscribe } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { Change } from '@sotto/protocol'
import { controlView } from '../commands/registry/control-view.ts'
import type { TabKey } from '../commands/tab-lines.ts'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { ControlStore } from '../database/stores.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Timers } from '../live/timers.ts'
import type { PanelKey, PanelStream } from './panel-stream.ts'
import {
  agentRow,
  coachingChange,
  conversationDetail,
  conversationRow,
  policiesChange,
  queuesChange,
  type ViewSources,
} from './panel-views.ts'

export interface Panel {
  readonly tab: TabKey
  readonly supervisor: Supervisor
  readonly stream: PanelStream
  readonly shownId: string | undefined
  show(conversationId: string | undefined): void
  /** What is shown may have changed unseen. */
  readAgain(): void
  markDetail(): void
  takeControl(record: ControlRecord): void
  takeCoaching(stored: StoredCoaching): void
  /** The queue has another name: its sessions carry it. */
  renameQueue(queueId: string): void
  /** The tab is gone for good. */
  leave(): void
}

export interface PanelOptions extends ViewSources {
  readonly tab: TabKey
  readonly supervisor: Supervisor
  readonly clock: Clock
  readonly timers: Timers
  readonly reader: ConversationReader
  readonly controlStore: ControlStore
  readonly makeStream: (
    sources: Pick<PanelSourcesForStream, 'changeFor' | 'everything'>,
  ) => PanelStream
  readonly onFailure: (failure: unknown) => void
}

export interface PanelSourcesForStream {
  readonly changeFor: (key: PanelKey) => Change | undefined
  readonly everything: () => Iterable<PanelKey>
}

const readAgainMs = 2_000
const leafingMs = 200
/** Controls of the opened conversation that a panel is told of. */
const controlsAtMost = 50

export function createPanel(options: PanelOptions): Panel {
  const { reader, registry, supervisor, tab, world } = options
  /** Of the opened conversation, and the lines of this tab wherever they are. */
  const controls = new Map<string, ControlRecord>()
  let shownId: string | undefined
  let isShownGone = false
  /** Their own stream tells of what they have opened. */
  let stopFollowing: Unsubscribe | undefined
  let readAtMono: MonotonicMs = Number.NEGATIVE_INFINITY

  function changeFor(key: PanelKey): Change | undefined {
    switch (key.kind) {
      case 'platform-link':
        return { kind: 'platform-link', link: supervisor.link }
      case 'conversation': {
        const row = conversationRow(options, supervisor, tab, key.id)
        return row && { kind: 'conversation', row }
      }
      case 'agent': {
        const row = agentRow(world, supervisor, key.id)
        return row && { kind: 'agent', row }
      }
      case 'control': {
        const record = registry.record(key.id) ?? controls.get(key.id)
        return record && { kind: 'control', control: controlView(record) }
      }
      case 'coaching': {
        const coaching = coachingChange(options, supervisor, key.id)
        return coaching && { kind: 'coaching', coaching }
      }
      case 'detail':
        return detailChange(key.id)
      case 'queues':
        return queuesChange(world, supervisor)
      case 'policies':
        return policiesChange(options, supervisor)
      case 'agent-strip':
        // Agents have a stream of their own.
        return undefined
    }
  }

  function detailChange(conversationId: string): Change | undefined {
    if (conversationId !== shownId) return undefined
    const detail = conversationDetail(options, supervisor, tab, conversationId)
    if (detail !== undefined) return { kind: 'detail', detail }
    const isElsewhere = world.conversation(conversationId)?.full !== undefined
    return isShownGone || isElsewhere ? { kind: 'detail-gone', conversationId } : undefined
  }

  function* everything(): Iterable<PanelKey> {
    yield { kind: 'platform-link' }
    yield { kind: 'queues' }
    yield { kind: 'policies' }
    for (const queueId of supervisor.queueIds) {
      for (const id of world.memberIds(queueId)) yield { kind: 'agent', id }
      for (const id of world.conversationIds(queueId)) yield { kind: 'conversation', id }
    }
    for (const id of coachingIds()) yield { kind: 'coaching', id }
    if (shownId !== undefined) yield { kind: 'detail', id: shownId }
    for (const id of controls.keys()) yield { kind: 'control', id }
  }

  /** This supervisor's own that go on, wherever they were begun, and those of the opened conversation. */
  function coachingIds(): ReadonlySet<string> {
    const own = options.coachings.unfinishedOf(supervisor.session.person.id)
    const shown = shownId === undefined ? [] : options.coachings.inConversation(shownId)
    return new Set([...own, ...shown].map(({ record }) => record.id))
  }

  function takeCoaching({ record }: StoredCoaching): void {
    const isOwn = record.supervisorId === supervisor.session.person.id
    if (isOwn || record.conversationId === shownId) stream.mark({ kind: 'coaching', id: record.id })
  }

  const stream = options.makeStream({ changeFor, everything })
  const timerName = `read ${tab.sessionId} ${tab.tabId}`

  function takeControl(record: ControlRecord): void {
    if (record.supervisorId !== supervisor.session.person.id) return
    if (record.conversationId !== shownId && record.tabId !== tab.tabId) return
    controls.set(record.id, record)
    stream.mark({ kind: 'control', id: record.id })
  }

  async function read(conversationId: string): Promise<void> {
    readAtMono = options.clock.monotonicNow()
    try {
      const found = await reader.read(supervisor, conversationId)
      if (shownId !== conversationId) return
      isShownGone = found === undefined
      stream.mark({ kind: 'detail', id: conversationId })
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      if (shownId !== conversationId) return
      options.timers.replace(timerName, Math.max(readAgainMs, failure.retryAfterMs ?? 0), readAgain)
    }
  }

  async function listControls(conversationId: string): Promise<void> {
    const supervisorId = supervisor.session.person.id
    const stored = await options.controlStore.byConversation(
      conversationId,
      supervisorId,
      controlsAtMost,
    )
    if (shownId !== conversationId) return
    for (const { record } of stored) takeControl(registry.record(record.id) ?? record)
  }

  async function listCoachings(conversationId: string): Promise<void> {
    const read = await options.coachings.loadConversation(conversationId)
    if (shownId === conversationId)
      for (const { record } of read) stream.mark({ kind: 'coaching', id: record.id })
  }

  function unfollow(): void {
    stopFollowing?.()
    stopFollowing = undefined
  }

  function readAgain(): void {
    if (shownId !== undefined) void read(shownId).catch(options.onFailure)
  }

  /** Somebody who leafs through the list costs the platform a few readings a second, not one for each row. */
  function readSoon(conversationId: string): void {
    const restMs = readAtMono + leafingMs - options.clock.monotonicNow()
    if (restMs > 0) options.timers.replace(timerName, restMs, readBoth)
    else readBoth()

    function readBoth(): void {
      stopFollowing?.()
      stopFollowing = supervisor.followConversation(conversationId)
      readAgain()
      void listControls(conversationId).catch(options.onFailure)
      void listCoachings(conversationId).catch(options.onFailure)
    }
  }

  /** Lines of this tab stay on the screen wherever they are; the rest went with the conversation. */
  function forgetShown(): void {
    if (shownId === undefined) return
    stream.forget({ kind: 'detail', id: shownId })
    for (const { record } of options.coachings.inConversation(shownId))
      if (record.supervisorId !== supervisor.session.person.id)
        stream.forget({ kind: 'coaching', id: record.id })
    for (const record of [...controls.values()]) {
      if (record.tabId === tab.tabId) continue
      controls.delete(record.id)
      stream.forget({ kind: 'control', id: record.id })
    }
  }

  return {
    tab,
    supervisor,
    stream,
    get shownId() {
      return shownId
    },
    show(conversationId) {
      options.timers.cancel(timerName)
      if (conversationId !== shownId) forgetShown()
      shownId = conversationId
      isShownGone = false
      if (conversationId === undefined) return unfollow()
      // What is known already is shown at once, and read again all the same.
      stream.forget({ kind: 'detail', id: conversationId })
      stream.mark({ kind: 'detail', id: conversationId })
      readSoon(conversationId)
    },
    readAgain,
    markDetail() {
      if (shownId !== undefined) stream.mark({ kind: 'detail', id: shownId })
    },
    takeControl,
    takeCoaching,
    renameQueue(queueId) {
      for (const id of coachingIds())
        if (options.coachings.known(id)?.record.queueId === queueId)
          stream.mark({ kind: 'coaching', id })
    },
    leave: unfollow,
  }
}
