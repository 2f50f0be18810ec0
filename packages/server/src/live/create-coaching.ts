// Puts the live part together: world, streams, registry, modes, sound, panels, doors. Everything below is free of sockets, so
// the whole can run on one fake clock; only `register` touches the network.
import { carriesVoice, hasAuthority, type Person, type PlatformControl } from '@sotto/domain'
import { createScope, nameOfFailure, type Unsubscribe } from '@sotto/kernel'
import { createAgentDesk } from '../agent-desk/create-agent-desk.ts'
import { createAgentSettings } from '../agent-settings/create-agent-settings.ts'
import { refusalAfterHold } from '../agent-settings/hold-texts.ts'
import { registerAuditRoom } from '../audit/register-audit-room.ts'
import { narrowedTo } from '../auth/granted-person.ts'
import { createCoachingRoom } from '../coaching/create-coaching-room.ts'
import { createCoachingCommands } from '../commands/coaching-commands.ts'
import { createCoachingSessions } from '../commands/coaching-session.ts'
import { registerCommandDoors } from '../commands/command-doors.ts'
import { watchLineDoubts } from '../commands/line-doubts.ts'
import { createModeEngine } from '../commands/mode-engine.ts'
import { createControlRegistry } from '../commands/registry/control-registry.ts'
import { createCallFigures } from '../facts/call-figures.ts'
import { keepFacts } from '../facts/keep-facts.ts'
import { registerLiveSocket } from '../gateway/live-socket.ts'
import { createPanelGateway, type PanelGateway } from '../gateway/panel-gateway.ts'
import { registerWebSockets } from '../gateway/web-socket-edge.ts'
import { registerIncidentDoors } from '../incidents/incident-doors.ts'
import { createIncidentReader } from '../incidents/incident-reader.ts'
import { recordIncidents } from '../incidents/record-incidents.ts'
import { watchForeignCoaches } from '../leases/foreign-coaches.ts'
import { createKnownLeases } from '../leases/known-leases.ts'
import { createLeaseDesk } from '../leases/lease-desk.ts'
import { createLeaseKeeper, type LeaseKeeper } from '../leases/lease-keeper.ts'
import { anotherConsole } from '../leases/lease-refusals.ts'
import { createPathClearing } from '../leases/platform-path.ts'
import { createLeaseReading } from '../leases/read-leases.ts'
import { watchVoices } from '../leases/voice-watch.ts'
import { createAudioDesk } from '../media/audio-desk.ts'
import { registerAudioSocket } from '../media/audio-socket.ts'
import { createGateKeeper } from '../media/gate-keeper.ts'
import { createMediaLines } from '../media/media-lines.ts'
import { createSoundCare } from '../media/sound-care.ts'
import { createActWitness } from '../observe/act-witness.ts'
import { createPeers, withAddress } from '../peers/create-peers.ts'
import { createPolicyRoom } from '../policies/create-policy-room.ts'
import { revealsUnderPolicy, underPolicy } from '../policies/under-policy.ts'
import { registerRevealAuditDoors } from '../reveals/reveal-audit-doors.ts'
import { createRevealHistory } from '../reveals/reveal-history.ts'
import type { Session } from '../sessions/session.ts'
import { registerSnippetDoors } from '../snippets/snippet-doors.ts'
import { allChoices, choicesFromSettings } from '../text/redaction-choices.ts'
import { createTextMasking } from '../text/text-masking.ts'
import { registerWhisperCheckDoor } from '../text/whisper-check-door.ts'
import { createPauseLedger } from '../transcripts/pause-ledger.ts'
import { registerRevealDoor } from '../transcripts/reveal-door.ts'
import { createTranscriptFeed } from '../transcripts/transcript-feed.ts'
import { createTranscripts } from '../transcripts/transcripts.ts'
import type { Coaching, CoachingOptions } from './coaching.ts'
import { defaultCoachingSettings } from './coaching-settings.ts'
import { createCounters } from './counters.ts'
import { createLiveWorld } from './live-world.ts'
import { createActiveQueues } from './queues/active-queues.ts'
import { registerAgentDoors } from './queues/agent-doors.ts'
import { createConversationReader } from './supervisors/conversation-reader.ts'
import { createSupervisors } from './supervisors/supervisors.ts'
import { createTimers } from './timers.ts'

export function createCoaching(options: CoachingOptions): Coaching {
  const { clock, logger, platform, random, sessions, stores } = options
  const settings = { ...defaultCoachingSettings, ...options.settings }
  const scope = createScope()
  const timers = createTimers(clock, scope)
  const counters = createCounters()

  function onFailure(failure: unknown): void {
    counters.count('listener-failures')
    logger.error('live-part-failed', {
      error: nameOfFailure(failure),
      at: failure instanceof Error ? firstFrame(failure) : undefined,
    })
  }

  const witness = createActWitness(options.observers ?? [])
  const base = { ...settings, clock, random, scope, timers, logger, counters, witness, onFailure }
  const world = createLiveWorld(base)
  const reader = createConversationReader({ clock, world, counters })
  const policyRoom = createPolicyRoom({ ...base, world, stores })
  const { book: policies, guard } = policyRoom
  const supervisors = createSupervisors({
    ...base,
    platform,
    world,
    reader,
    grant: options.grant ?? leastRights,
    toldLately: options.toldLately,
  })
  const agentSettings = createAgentSettings({
    ...{ ...base, world, reader, supervisors, bringBack },
    store: stores.agentSettings,
  })
  const registry = createControlRegistry({
    ...base,
    store: underPolicy(stores.controls, () => policies.revision),
    servers: withAddress(stores.servers, options.peerAddress, options.sealingKeyId),
    timings: settings.controlTimings,
    startRefusal: (record) => {
      if (carriesVoice(record) && !keeper.holds(record)) return 'stale-fence'
      return refusalAfterHold(record, { world, policies, supervisors })
    },
    supervisorOf: supervisors.byPerson,
    bringBack,
  })
  const coachingSessionId = createCoachingSessions(stores.controls, random)
  const known = createKnownLeases(base)
  const foreignNameOf = (control: PlatformControl) => {
    const { participants = [] } = world.conversation(control.conversationId)?.full ?? {}
    const seen = participants.find(({ supervising }) => supervising?.controlId === control.id)
    return anotherConsole(seen?.name ?? supervisors.byPerson(control.supervisorId)?.person.name)
  }
  const keeper: LeaseKeeper = createLeaseKeeper({
    ...base,
    store: stores.leases,
    known,
    nameOf: (supervisorId) => supervisors.byPerson(supervisorId)?.person.name ?? '',
    clearPath: createPathClearing({
      ...base,
      controlStore: stores.controls,
      registry,
      supervisorOf: supervisors.bySession,
      foreignNameOf,
    }),
  })
  const modes = createModeEngine({ ...base, registry, coachingSessionId, leases: keeper })
  const foreign = watchForeignCoaches({
    ...base,
    supervisors,
    controlStore: stores.controls,
    registry,
    foreignNameOf,
    watcherOf: (conversationId) => {
      const queueId = world.conversation(conversationId)?.summary.queueId
      return queueId === undefined ? undefined : supervisors.watcherOf(queueId)
    },
    leaseOf: known.held,
    wallNow: clock.wallNow,
    statusCheckMs: settings.controlTimings.statusCheckMs,
  })
  watchVoices({ ...base, registry, supervisors, world, voices: foreign })
  const leases = createLeaseDesk({
    ...base,
    store: stores.leases,
    known,
    keeper,
    foreign,
    modes,
    registry,
    reader,
    policies,
  })
  const lines = createMediaLines({
    scope,
    timers,
    onControlChange: registry.onChange,
    isBegunHere: registry.isBegunHere,
    platformOf: (supervisorId) => supervisors.byPerson(supervisorId)?.platform,
    onFailure,
  })
  const gates = createGateKeeper({
    clock,
    world,
    supervisors,
    registry,
    modes,
    lines,
    isPanelPresent: (tab) => gateway.isPresent(tab),
    carriesSoundUntil: (line) =>
      registry.isBegunHere(line.id) ? keeper.holdsUntil(line) : undefined,
    onFailure,
  })
  const audio = createAudioDesk({
    ...base,
    world,
    modes,
    lines,
    gates,
    mayListen(sessionId, queueId, conversationId) {
      const supervisor = supervisors.bySession(sessionId)
      if (supervisor === undefined || !hasAuthority(supervisor, 'monitor', queueId)) return false
      return guard.judge('monitor', conversationId).kind === 'allowed'
    },
  })
  const sound = createSoundCare({ ...base, world, modes, lines, spokenBy: audio.spokenBy })
  // Before everything that asks it: it hears of a pause first.
  const pauses = createPauseLedger(base, world)
  const choices = allChoices(options.redactionChoices ?? choicesFromSettings({}), policies)
  const masking = createTextMasking({ world, choices })
  const everyTranscript = createTranscripts({
    ...base,
    world,
    pauses,
    choices,
    reader,
    supervisors,
  })
  const transcripts = policyRoom.guarded(everyTranscript)
  const room = createCoachingRoom({
    ...base,
    platform,
    stores,
    world,
    reader,
    supervisors,
    masking,
    coachingSessionId,
  })
  const figures = createCallFigures({ ...base, store: stores.facts })
  const gateway: PanelGateway = createPanelGateway({
    ...base,
    settings,
    world,
    figures,
    registry,
    modes,
    gates,
    sound,
    leases,
    supervisors,
    reader,
    controlStore: {
      ...stores.controls,
      async byConversation(...asked) {
        const rows = await stores.controls.byConversation(...asked)
        registry.follow(rows)
        return rows
      },
    },
    transcriptFeed: (supervisor, socket) =>
      createTranscriptFeed({ ...base, ...settings, transcripts, supervisor, socket }),
    coachings: room.book,
    policies,
    agentSettings: agentSettings.book,
  })
  const peers = createPeers({
    ...base,
    settings,
    store: stores.seats,
    serverId: registry.serverId,
    gateway,
    peerAddress: options.peerAddress,
    peerWay: options.peerWay,
  })
  const commands = createCoachingCommands({
    random,
    reader,
    registry,
    modes,
    controlStore: stores.controls,
    policies,
    masking,
    isQuiet: async (agentUserId) => (await agentSettings.book.readQuiet(agentUserId)) !== undefined,
    capabilities: platform.capabilities,
    defaultMixLevel: settings.defaultMixLevel,
    isPanelPresent: (tab) => gateway.isPresent(tab),
    coachBeside: leases.coachBeside,
    coachingSessionId,
  })

  recordIncidents({ ...base, world, registry, lines, leases: known, store: stores.incidents })
  keepFacts({ ...base, stores, world, registry, supervisors, figures, coachings: room.book })
  const agentDesk = createAgentDesk({
    ...base,
    settings,
    platform,
    stores,
    sessions,
    sessionOf: options.sessionOf,
    world,
    supervisors,
    registry,
    policies,
    agentSettings,
  })
  agentSettings.watch(registry)
  policyRoom.watch(modes)

  // After the gates, which cut the sound in the same event, before anything is written or called.
  watchLineDoubts({
    ...base,
    world,
    supervisors,
    registry,
    modes,
    reader,
    statusCheckMs: settings.controlTimings.statusCheckMs,
  })
  registry.onChange(({ supervisorId }) => {
    const speaks = registry.unsettledOf(supervisorId).some(carriesVoice)
    supervisors.limitSilence(supervisorId, speaks ? settings.speakingSilenceMs : undefined)
  })
  gates.onChange(({ decision, ...tab }) => {
    const line = modes.linesOf(tab)?.speaking
    if (line !== undefined) witness.gate(line.id, decision)
  })
  supervisors.onControl((control) => registry.tell(control))
  supervisors.onArrival((supervisor) => registry.resume(supervisor.session.person.id))
  registry.onCloseLine((controlId) => lines.end(controlId, registry.record(controlId)))
  lines.onLost((controlId) => {
    // The control's own end explains the loss better; only when the platform says nothing is it put down to the sound.
    registry.check(controlId)
    timers.replace(`lost ${controlId}`, lossGraceMs, () => modes.loseLine(controlId, 'media-lost'))
  })
  const readLeases = createLeaseReading({
    ...base,
    store: stores.leases,
    known,
    agentsInView: () => gateway.agentsInView(),
  })
  keeper.onLost((tabs) => {
    // The gate first: nothing of the next frame may pass, whatever the rest takes.
    for (const tab of tabs) gates.recheck(tab)
    for (const tab of tabs) {
      const line = modes.linesOf(tab)?.speaking
      if (line !== undefined) modes.loseLine(line.id, 'lease-lost', 'lease-lost')
    }
  })
  known.onChange(gateway.tellOfAgent)
  foreign.onChange(gateway.tellOfAgent)
  agentSettings.book.onChange(gateway.tellOfAgent)
  supervisors.onChange(readLeases)
  gateway.onPresence(({ present, ...tab }) => {
    gates.recheck(tab)
    const supervisorId = supervisors.bySession(tab.sessionId)?.session.person.id
    const wishesName = `wishes ${tab.sessionId} ${tab.tabId}`
    if (present) readLeases()
    if (present) timers.cancel(wishesName)
    else if (supervisorId !== undefined)
      timers.replace(wishesName, settings.panelReturnMs, () =>
        leases.forgetTab({ supervisorId, tabId: tab.tabId }),
      )
    if (present) modes.panelBack(tab)
    else modes.panelGone(tab)
  })
  const stopListening: Unsubscribe = sessions.onEnded((sessionId) => {
    modes.endSession(sessionId)
    audio.endSession(sessionId)
    gateway.endSession(sessionId)
    // The lines' goodbyes and cancellations still need this person's token.
    timers.schedule(farewellMs, () => supervisors.end(sessionId))
  })
  scope.onClose(stopListening)

  /** What is known of them here may be a session that was ended on another server: the newest one counts. */
  async function bringBack(supervisorId: string): Promise<void> {
    const session = await options.sessionOf?.(supervisorId)
    if (session !== undefined) supervisors.of(session)
  }

  const nameOf = async (personId: string) =>
    supervisors.byPerson(personId)?.person.name ??
    (await options.sessionOf?.(personId))?.person.name

  return {
    async register(app) {
      await registerWebSockets(app)
      peers.register(app)
      const { seating } = peers
      registerLiveSocket(app, {
        ...base,
        settings,
        seating,
        gateway: agentDesk.gatewayFor(gateway),
      })
      agentDesk.register(app)
      room.register(app)
      registerAudioSocket(app, { ...base, seating, isPresent: gateway.isPresent, desk: audio })
      registerCommandDoors(app, {
        ...base,
        supervisors,
        commands,
        masking,
        leases,
        idempotency: stores.idempotency,
        controlStore: stores.controls,
      })
      registerWhisperCheckDoor(app, {
        clock,
        controlStore: stores.controls,
        masking,
        supervisors,
        world,
      })
      registerRevealDoor(app, {
        ...base,
        supervisors,
        transcripts: everyTranscript,
        masking,
        store: revealsUnderPolicy(stores.reveals, () => policies.revision),
        policy: guard,
      })
      registerRevealAuditDoors(app, {
        ...base,
        supervisors,
        history: createRevealHistory({ store: stores.reveals, nameOf }),
      })
      registerAuditRoom(app, {
        ...{ ...base, masking, stores, supervisors },
        nameOf: async (personId) => (await nameOf(personId)) ?? world.member(personId)?.member.name,
      })
      policyRoom.register(app, supervisors)
      registerSnippetDoors(app, {
        ...{ ...base, masking, supervisors },
        store: stores.snippets,
        idempotency: stores.idempotency,
      })
      registerAgentDoors(app, { supervisors, activeQueues: createActiveQueues({ clock, world }) })
      registerIncidentDoors(app, {
        ...base,
        supervisors,
        incidents: createIncidentReader({
          ...base,
          store: stores.incidents,
          world,
          reader,
          nameOf: (supervisorId) =>
            supervisors.byPerson(supervisorId)?.person.name ??
            world.member(supervisorId)?.member.name,
        }),
        version: options.version ?? 'unknown',
        settings,
      })
    },
    settle: registry.settle,
    takeQueueNames(queues) {
      world.takeQueues(queues)
      agentDesk.agents.tellAgent()
    },
    close: () => scope.close(),
    metrics: {
      counters: counters.read,
      gauges: () => [
        { name: 'panels', value: gateway.connectedCount },
        { name: 'agent-strips', value: agentDesk.agents.connectedCount },
        { name: 'audio-sockets', value: audio.connectedCount },
        { name: 'watched-sessions', value: supervisors.watchedCount },
        { name: 'transcripts-open', value: transcripts.openCount },
      ],
    },
    engines: {
      supervisors,
      gateway,
      agents: agentDesk.agents,
      audio,
      gates,
      modes,
      commands,
      leases,
      transcripts,
      reader,
      world,
      coachings: room,
      agentSettings: agentSettings.book,
    },
  }
}

async function leastRights(session: Session, told: Person): Promise<Person> {
  const granted = session.person.permissions
  return narrowedTo(told, (permission) => granted.includes(permission))
}

const lossGraceMs = 1_000
const farewellMs = 3_000

/** Where it happened. Never the error's own text, which may quote what somebody said. */
function firstFrame(failure: Error): string | undefined {
  return failure.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim()
}
