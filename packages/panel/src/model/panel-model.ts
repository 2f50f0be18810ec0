/** Everything behind the screen, wired once. Knows neither React nor the browser: sockets, time, chance and devices are arguments. */
import { type Clock, createListeners, createScope, type Random, type Result } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AgentStripModel, createAgentStripModel } from './agent-strip/agent-strip.ts'
import { type Chime, noChime } from './agent-strip/chime.ts'
import { type Announcer, createAnnouncer } from './announcements/announcer.ts'
import { createAudioClient } from './audio/audio-client.ts'
import type { Player } from './audio/player.ts'
import { type AwayWatch, createAwayWatch } from './away/away-watch.ts'
import {
  type BrowserFitness,
  type BrowserTraits,
  judgeBrowser,
  triedBrowser,
} from './browser/browser-fitness.ts'
import { type CoachingModel, createCoachingModel } from './coaching/coaching.ts'
import { keptNotesKey } from './coaching/coaching-notes.ts'
import { type Commands, createCommands } from './commands/commands.ts'
import { type CallFailure, createServerCalls, type FetchPort } from './commands/server-calls.ts'
import { type Complaints, createComplaints } from './complaints.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createDrawing, type Drawing, type NextFrame } from './drawing.ts'
import { createDraftKeyCall } from './keeping/draft-key-call.ts'
import { createKeptText } from './keeping/kept-text.ts'
import type { Sealing } from './keeping/sealing.ts'
import type { LateModelParts } from './late-parts/late-model.ts'
import { type WhyMissing, whyMissing } from './late-parts/why-missing.ts'
import { createLine, type Line } from './line/line.ts'
import { type AgentCard, createAgentCard } from './list/agent-card.ts'
import { createPeopleIndex, type PeopleIndex } from './list/people-index.ts'
import { createQueueNews, type QueueNewsModel } from './list/queue-news.ts'
import { followMixLevel } from './listening/follow-mix-level.ts'
import { createListening, type Listening } from './listening/listening.ts'
import { createLiveClient, type LiveClient } from './live/live-client.ts'
import { createLiveStore, type LiveStore } from './live/live-store.ts'
import { createServerTime, type ServerTime } from './live/server-time.ts'
import type { PlayClip } from './microphone-test/clip-player.ts'
import { noOtherTabs, type OtherTabs } from './other-tabs.ts'
import { createPreferences, type PreferencesStore } from './preferences.ts'
import { askWhoIsSignedIn, createSession, endSession, type Session } from './session/session.ts'
import { watchForSleep } from './sleep-watch.ts'
import type { OpenSocket } from './socket.ts'
import type { TextStorage } from './storage.ts'
import { createTabIdentity } from './tab-identity.ts'
import type { MicrophoneDevices, StartMicrophone } from './talk/microphone.ts'
import { createTicker, type Ticker } from './ticker.ts'
import { createTranscript, type Transcript } from './transcript/transcript.ts'
import { createWhisperChecks, type WhisperChecks } from './whispers/whisper-checks.ts'
import { createWhispers, type Whispers } from './whispers/whispers.ts'

export interface PanelModelOptions {
  readonly clock: Clock
  readonly random: Random
  readonly openSocket: OpenSocket
  readonly fetch: FetchPort
  /** Of this tab, until it is closed. */
  readonly tabStorage: TextStorage
  /** Of this browser. */
  readonly browserStorage: TextStorage
  /** For texts that are to outlive the page; without it they do not. */
  readonly sealing?: Sealing
  readonly player: Player
  readonly startMicrophone: StartMicrophone
  readonly microphones: MicrophoneDevices
  readonly playClip: PlayClip
  /** Of the agent's strip; without it none. */
  readonly chime?: Chime
  /** When the next frame is drawn; without frames everything is told at once. */
  readonly nextFrame?: NextFrame
  /** The file this page began with, as the page names it: by it a newer version of the program is told. */
  readonly ownEntry?: string
  /** Nobody unless told. */
  readonly otherTabs?: OtherTabs
  /** One that Sotto is tried in unless told. */
  readonly browser?: BrowserTraits
  /** A listener of ours threw: a bug, reported and survived. */
  readonly onFailure: (failure: unknown) => void
}

export interface PanelModel {
  readonly clock: Clock
  readonly session: StoreApi<Session>
  /** Whether this browser can do what is needed, as far as is known. */
  readonly browser: BrowserFitness
  readonly live: LiveClient
  readonly store: LiveStore
  /** The lists of conversations and people as they are now. */
  readonly people: PeopleIndex
  /** What could not be done at somebody's request. */
  readonly complaints: Complaints
  /** Tells the screen once a frame. */
  readonly drawing: Drawing
  readonly serverTime: ServerTime
  /** What changed while the screen was not certain. */
  readonly away: AwayWatch
  /** The agent opened in the list. */
  readonly agentCard: AgentCard
  /** What became of one's queues meanwhile. */
  readonly queueNews: QueueNewsModel
  readonly commands: Commands
  readonly line: Line
  readonly listening: Listening
  /** It stands over whatever is on the page. */
  readonly microphoneTestShown: StoreApi<boolean>
  readonly whispers: Whispers
  readonly whisperChecks: WhisperChecks
  readonly transcript: Transcript
  readonly coaching: CoachingModel
  readonly drafts: Drafts
  /** For the models of late pages, which are made when they are asked for. */
  readonly late: LateModelParts
  readonly agentStrip: AgentStripModel
  /** What a screen reader is told unasked. */
  readonly announcer: Announcer
  readonly preferences: PreferencesStore
  readonly ticker: Ticker
  /** Why a part of the program could not be had. */
  readonly whyMissing: () => Promise<WhyMissing>
  /** This tab's own name: lines and leases belong to it. */
  tabId(): string
  /** Asks who is signed in, then connects. */
  start(): void
  /** This tab was taken for another one: go on here, as a tab of its own. */
  workHere(): void
  /** Cuts and stops everything here at once; the session stays when the server could not be told. */
  signOut(): Promise<Result<true, CallFailure>>
  close(): Promise<void>
}

export function createPanelModel(options: PanelModelOptions): PanelModel {
  const { clock, random, openSocket, onFailure, otherTabs = noOtherTabs } = options
  const scope = createScope()
  const session = createSession()
  const tab = createTabIdentity(random, options.tabStorage)
  const tabId = () => tab.id()
  const store = createLiveStore(onFailure)
  const drawing = createDrawing(options.nextFrame)
  const serverTime = createServerTime(clock)
  const onSignedOut = () => endSession(session)
  const call = createServerCalls({ clock, random, fetch: options.fetch, tabId, onSignedOut })
  const commands = createCommands(call, random)
  const live = createLiveClient({
    clock,
    random,
    openSocket,
    store,
    serverTime,
    tabId,
    onFailure,
    onNotOpened: askOnce(() => commands.me()),
  })
  const away = createAwayWatch({ clock, live, store })
  const announcer = createAnnouncer({ clock, live, store })
  const queueNews = createQueueNews(store)
  const agentCard = createAgentCard({ commands, store })
  const preferences = createPreferences(options.browserStorage)
  const drafts = createDrafts({ clock, storage: options.tabStorage, commands, onFailure })
  const listening = createListening({
    clock,
    player: options.player,
    storage: options.browserStorage,
  })
  const line = createLine({
    clock,
    live,
    store,
    commands,
    preferences,
    player: options.player,
    startMicrophone: options.startMicrophone,
    devices: options.microphones,
    tabId,
    createAudio(onListen) {
      const needs = { clock, random, openSocket, tabId, onSignedOut, onFailure, onListen }
      const audio = createAudioClient(needs)
      listening.watch(audio)
      return audio
    },
  })
  const microphoneTestShown = createStore<boolean>(() => false)
  const sessionOver = createListeners<void>(onFailure)
  const agentStrip = createAgentStripModel({
    ...{ clock, random, commands, call, store },
    storage: options.browserStorage,
    chime: options.chime ?? noChime,
  })
  const whispers = createWhispers({ commands, drafts, random })
  const whisperChecks = createWhisperChecks({ clock, commands, drafts })
  const transcript = createTranscript({ clock, random, live, commands })
  const coaching = createCoachingModel({
    clock,
    commands,
    store,
    kept: createKeptText({
      storage: options.tabStorage,
      storageKey: keptNotesKey,
      askKey: createDraftKeyCall(call),
      sealing: options.sealing,
    }),
    tabId,
  })

  live.subscribe(() => {
    if (live.link().state === 'signed-out') onSignedOut()
  })
  session.subscribe((now) => {
    if (now.state === 'signed-in') {
      line.setMixLevel(now.me.settings.defaultMixLevel)
      live.start()
      void drafts.takeBack()
      void coaching.notes.takeBack()
    } else if (now.state === 'ended' || now.state === 'signed-out') {
      transcript.forget()
      sessionOver.emit()
      line.abandon()
      live.close()
    }
  })
  // Whoever signed out meant all of it: nothing of a customer's stays on any screen.
  scope.onClose(otherTabs.onSignedOut(() => session.setState({ state: 'signed-out' }, true)))
  scope.onClose(() => agentStrip.close())
  scope.onClose(() => transcript.close())
  scope.onClose(() => whisperChecks.close())
  scope.onClose(() => coaching.close())
  scope.onClose(() => listening.close())
  scope.onClose(followMixLevel(store, line))
  scope.onClose(
    watchForSleep(clock, () => {
      line.wakeUp()
      serverTime.relearn()
      live.wake()
    }),
  )
  scope.onClose(() => live.close())
  scope.onClose(drawing.close)
  scope.onClose(drafts.close)
  scope.onClose(() => away.close())
  scope.onClose(queueNews.close)
  scope.onClose(announcer.close)
  scope.onClose(agentCard.close)
  scope.onClose(() => line.close())

  return {
    clock,
    session,
    browser: options.browser === undefined ? triedBrowser : judgeBrowser(options.browser),
    live,
    store,
    people: createPeopleIndex(store),
    complaints: createComplaints(clock),
    drawing,
    serverTime,
    away,
    queueNews,
    agentCard,
    commands,
    line,
    listening,
    microphoneTestShown,
    whispers,
    whisperChecks,
    transcript,
    coaching,
    drafts,
    late: {
      ...{ clock, random, call, commands, store, tabId, onSignedOut },
      browserStorage: options.browserStorage,
      fetch: options.fetch,
      onClose: (closer) => scope.onClose(closer),
      onSessionOver: (listener) => void sessionOver.subscribe(listener),
      microphoneTest: {
        clock,
        preferences,
        startMicrophone: options.startMicrophone,
        devices: options.microphones,
        network: line.audio,
        playClip: options.playClip,
        cutLine: () => line.leavePage(),
        onShown: (isShown) => microphoneTestShown.setState(isShown, true),
      },
    },
    agentStrip,
    announcer,
    preferences,
    ticker: createTicker(clock, onFailure),
    whyMissing: () => whyMissing({ fetch: options.fetch, ownEntry: options.ownEntry }),
    tabId,
    start() {
      void askWhoIsSignedIn({ session, commands, clock, random, isClosed: () => scope.closed })
    },
    workHere() {
      tab.renew()
      live.retryNow()
    },
    async signOut() {
      line.abandon()
      const answer = await commands.signOut()
      if (!answer.ok) return answer
      live.close()
      session.setState({ state: 'signed-out' }, true)
      otherTabs.tellSignedOut()
      return answer
    },
    close: () => scope.close(),
  }
}

/** A refused handshake may mean that the session is over: the answer to any call tells, by 401. One question at a time. */
function askOnce(ask: () => Promise<unknown>): () => void {
  let isAsking = false
  return () => {
    if (isAsking) return
    isAsking = true
    void ask().finally(() => {
      isAsking = false
    })
  }
}
