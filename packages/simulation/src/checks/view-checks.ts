/** Every panel's view against the truth of the platform, wherever all has been quiet long enough. */
import type { Conversation } from '@sotto/simulator'
import type { Tab } from '../panel/browser.ts'
import type { Scene } from '../scene.ts'
import type { FaultScript } from '../script/fault-script.ts'
import type { StoredRecord } from '../server/watched-stores.ts'
import type { Report } from './violation.ts'

export interface ViewChecks {
  step(): void
  end(): void
}

const equalWithinMs = 2_000
/** After faults: until back-offs have run out and lost events have been noticed. */
const calmMs = 40_000
const endedRowMs = 5_000

export function checkViews(
  scene: Scene,
  faults: FaultScript,
  records: ReadonlyMap<string, StoredRecord>,
  report: Report,
): ViewChecks {
  const { world } = scene.simulator
  const changedAt = new Map<string, number>()
  const shownSince = new Map<Tab, { readonly id: string | null; readonly sinceMs: number }>()
  const liveSince = new Map<Tab, number>()

  world.onEvent((event) => {
    const now = scene.clock.monotonicNow()
    if (
      event.conversationId !== undefined &&
      event.type !== 'transcript' &&
      event.name !== 'conversation.metrics'
    )
      changedAt.set(event.conversationId, now)
    if (event.type === 'routing' && event.userId !== undefined) changedAt.set(event.userId, now)
  })
  scene.observe({
    controlSaved: (record) => changedAt.set(record.conversationId, scene.clock.monotonicNow()),
    // An interruption may begin and end between two looks.
    panelTold(tab, text) {
      if (text.includes('"kind":"platform-link"')) liveSince.delete(tab)
    },
  })

  const quietFor = (id: string) => scene.clock.monotonicNow() - (changedAt.get(id) ?? 0)

  function followTab(tab: Tab): void {
    const now = scene.clock.monotonicNow()
    const shown = shownSince.get(tab)
    if (shown?.id !== tab.shownId) shownSince.set(tab, { id: tab.shownId, sinceMs: now })
    const isLive =
      !tab.machine.isAsleep &&
      tab.model.live.link().state === 'live' &&
      tab.model.store.platformLink()?.state === 'open' &&
      // Nobody's stream brings one of its queues: the panel says so itself.
      tab.model.store.platformLink()?.listOldSince === undefined
    if (!isLive) liveSince.delete(tab)
    else if (!liveSince.has(tab)) liveSince.set(tab, now)
  }

  function checkRows(tab: Tab): void {
    const person = world.people.get(tab.browser.personId)
    if (person === undefined) return
    for (const conversation of world.conversations.values()) {
      if (!world.mayViewQueue(person, conversation.queueId)) continue
      if (quietFor(conversation.id) < equalWithinMs) continue
      const row = tab.model.store.conversation(conversation.id)
      if (isOver(conversation)) {
        if (row !== undefined && quietFor(conversation.id) > endedRowMs + equalWithinMs)
          report(
            'DS30',
            `${tab.name} still lists ${conversation.id}, which is ${conversation.state}`,
          )
        continue
      }
      const agent = agentOf(conversation)
      if (agent === undefined) continue
      const phase = phaseOf[conversation.state]
      if (row?.phase !== phase || row.agentUserId !== agent)
        report(
          'DS30',
          `${tab.name} lists ${conversation.id} as ${row?.phase} of ${row?.agentUserId}, it is ${phase} of ${agent}`,
        )
    }
  }

  function checkDetail(tab: Tab): void {
    const shown = shownSince.get(tab)
    const now = scene.clock.monotonicNow()
    if (shown === undefined || shown.id === null || now - shown.sinceMs < equalWithinMs) return
    const conversation = world.conversations.get(shown.id)
    if (conversation === undefined || quietFor(shown.id) < equalWithinMs) return
    const view = tab.model.store.detail()
    if (view.state !== 'known') {
      if (!isOver(conversation))
        report('DS31', `${tab.name} shows nothing of ${shown.id}: ${view.state}`)
      return
    }
    const { detail } = view
    const seen = `${detail.phase} ${detail.recording} ${detail.participants
      .filter(({ connected }) => connected)
      .map(({ id }) => id)
      .sort()
      .join(' ')}`
    const true_ = `${phaseOf[conversation.state]} ${conversation.recording.state.toLowerCase()} ${conversation.participants
      .filter(({ state }) => state !== 'DISCONNECTED')
      .map(({ participantId }) => participantId)
      .sort()
      .join(' ')}`
    if (seen !== true_) report('DS31', `${tab.name} shows ${shown.id} as ${seen}, it is ${true_}`)
    if (!isOver(conversation)) checkTruth(tab, conversation)
  }

  function checkTruth(tab: Tab, conversation: Conversation): void {
    const view = tab.model.store.detail()
    if (view.state !== 'known') return
    const { agent } = view.detail.truth
    const hears = conversation.participants.some(
      (one) =>
        one.userId === tab.browser.personId &&
        one.state !== 'DISCONNECTED' &&
        one.heardBy?.includes('agent') === true,
    )
    const isOpening = [...world.controls.values()].some(
      (control) =>
        control.status === 'QUEUED' &&
        control.controlType !== 'MONITOR' &&
        control.mediaType === 'AUDIO' &&
        control.conversationId === conversation.id &&
        control.supervisorId === tab.browser.personId,
    )
    const isRight = agent.certainty === 'confirmed' && agent.hearsYou === hears
    if (!isRight && !(isOpening && agent.certainty === 'pending'))
      report(
        'DS32',
        `${tab.name} is told the agent ${agent.hearsYou ? 'hears' : 'does not hear'} (${agent.certainty}), the platform: ${hears}`,
      )
    const line = [...records.values()].find(
      (record) =>
        record.kind === 'whisper-audio' &&
        record.supervisorId === tab.browser.personId &&
        record.conversationId === conversation.id &&
        record.tabId === tab.storage.get('sotto.tab') &&
        world.controls.get(record.platformControlId ?? '')?.status === 'EXECUTING',
    )
    const { mode } = view.detail
    if ((mode.confirmed === 'coach') !== (line !== undefined))
      report(
        'DS32',
        `${tab.name} is told ${mode.confirmed} (wanted ${mode.wanted}, switching ${mode.switching}), its whisper on the platform: ${line?.id}`,
      )
  }

  function checkControls(tab: Tab): void {
    const view = tab.model.store.detail()
    if (view.state !== 'known' || quietFor(view.detail.id) < equalWithinMs) return
    const shown = shownSince.get(tab)
    if (shown === undefined || scene.clock.monotonicNow() - shown.sinceMs < equalWithinMs) return
    for (const control of tab.model.store.controlsOf(view.detail.id)) {
      const record = records.get(control.id)
      if (record?.state.name !== control.state)
        report(
          'DS33',
          `${tab.name} shows ${control.id} as ${control.state}, the registry has ${record?.state.name}`,
        )
    }
  }

  function check(tab: Tab): void {
    checkRows(tab)
    checkDetail(tab)
    checkControls(tab)
  }

  return {
    step() {
      const now = scene.clock.monotonicNow()
      for (const tab of scene.tabs) {
        followTab(tab)
        const sinceMs = liveSince.get(tab)
        if (faults.calmForMs() < calmMs || faults.wholeForMs() < calmMs) continue
        if (sinceMs !== undefined && now - sinceMs > equalWithinMs) check(tab)
      }
    },
    end() {
      for (const tab of scene.tabs) {
        const { state } = tab.model.live.link()
        const session = tab.model.session.getState().state
        // A tab that another one has taken the place of stays away until somebody asks.
        if (state === 'replaced') continue
        if (state !== 'live' || session !== 'signed-in')
          report('DS34', `${tab.name} has not come back: ${session}, ${state}`)
        else check(tab)
      }
    },
  }
}

const phaseOf = {
  ACTIVE: 'active',
  HOLD: 'held',
  IN_TRANSFER: 'in-transfer',
  CONFERENCE: 'conference',
  ENDED: 'ended',
  WRAPPED_UP: 'ended',
  COMPLETED: 'ended',
} as const satisfies Record<Conversation['state'], string>

function isOver({ state }: Conversation): boolean {
  return phaseOf[state] === 'ended'
}

function agentOf(conversation: Conversation): string | undefined {
  const agents = conversation.participants.filter(
    ({ purpose, state }) => purpose === 'agent' && state !== 'DISCONNECTED',
  )
  // While two of them talk to each other, whose it is is a matter of view.
  return agents.length === 1 ? agents[0]?.userId : undefined
}
