/** What the supervisors do at their tabs, by the seed. */
import type { Random } from '@sotto/kernel'
import { between, pick, pickWeighted } from '../chance.ts'
import type { Browser, Tab } from '../panel/browser.ts'
import type { Scene, ServerPlace } from '../scene.ts'

export interface SupervisorScript {
  step(stepMs: number): void
  /** How many commands have been given. */
  readonly count: number
  /** From now on only what belongs to staying there: signing in again. */
  rest(): void
}

/** What is done without a line, and with one that may be spoken on. */
const withoutLine = {
  open: 9,
  'open-the-same': 6,
  monitor: 5,
  coach: 30,
  barge: 4,
  'ask-for-lease': 5,
  'withdraw-wish': 1,
  'hand-over': 0,
  talk: 3,
  text: 8,
  stop: 2,
  cancel: 2,
  reload: 1,
  'mix-level': 1,
  silence: 0.5,
  'go-home': 0.7,
  'sign-out': 0.15,
} as const

const withLine = {
  open: 2,
  'open-the-same': 1,
  monitor: 3,
  coach: 2,
  barge: 2,
  'ask-for-lease': 0,
  'withdraw-wish': 0,
  'hand-over': 4,
  talk: 60,
  text: 8,
  stop: 4,
  cancel: 3,
  reload: 1.5,
  'mix-level': 2,
  silence: 3,
  'go-home': 0.3,
  'sign-out': 0.15,
} as const

const signInAgainMs = 3_000
const signInAttemptMs = 12_000

export function createSupervisorScript(options: {
  readonly scene: Scene
  readonly random: Random
  /** The mean time between two commands of one tab. */
  readonly everyMs: number
}): SupervisorScript {
  const { random, scene } = options
  const signedOutSince = new Map<Browser, number>()
  let count = 0
  let isResting = false

  function voiceRows(tab: Tab): readonly string[] {
    return [...tab.model.store.conversations()]
      .filter((row) => row.phase !== 'ended' && (row.media === 'voice' || random.next() < 0.2))
      .map((row) => row.id)
  }

  function show(tab: Tab, conversationId: string | null): void {
    tab.shownId = conversationId
    tab.model.live.show(conversationId)
  }

  function command(tab: Tab): void {
    const { model } = tab
    const isOpen = model.line.state.getState().gate.open
    const name = pickWeighted(random, isOpen ? withLine : withoutLine)
    if (name === undefined) return
    const shownId = tab.shownId
    count += 1
    scene.trace.note(`${tab.name} does`, name)
    if (name === 'open') return show(tab, pick(random, voiceRows(tab)) ?? null)
    if (name === 'open-the-same') {
      const other = pick(
        random,
        scene.tabs.filter((one) => one !== tab && one.shownId !== null),
      )
      if (other !== undefined) show(tab, other.shownId)
      return
    }
    if (name === 'reload') return scene.reload(tab)
    if (name === 'go-home') return show(tab, null)
    if (name === 'sign-out') return void model.signOut()
    if (name === 'mix-level') return model.line.setMixLevel(between(random, 0.1, 0.9))
    if (name === 'silence') return void model.line.silence()
    if (shownId === null) return show(tab, pick(random, voiceRows(tab)) ?? null)
    switch (name) {
      case 'monitor':
      case 'coach':
      case 'barge':
        return void model.line.setMode(shownId, name)
      case 'stop':
        return void model.line.setMode(model.line.state.getState().conversationId ?? shownId, 'off')
      case 'talk':
        return talk(tab)
      case 'text':
        model.drafts.write(shownId, `whisper ${count}`)
        return void model.whispers.sendDraft(shownId)
      case 'ask-for-lease':
      case 'withdraw-wish':
      case 'hand-over':
        return onLease(tab, name)
      case 'cancel': {
        const open = model.store
          .controlsOf(shownId)
          .filter((control) => control.state !== 'completed')
        const control = pick(random, open)
        if (control !== undefined) void model.commands.cancelControl(control.id)
      }
    }
  }

  function onLease(tab: Tab, name: 'ask-for-lease' | 'withdraw-wish' | 'hand-over'): void {
    const { commands, store, tabId } = tab.model
    const view = store.detail()
    if (view.state !== 'known' || view.detail.agentUserId === undefined) return
    const { agentUserId, id: conversationId, lease } = view.detail
    const wish = lease?.wishes[0]
    if (name === 'ask-for-lease')
      void commands.askForLease(agentUserId, { tabId: tabId(), conversationId })
    else if (name === 'withdraw-wish')
      void commands.withdrawFromLease(agentUserId, { tabId: tabId() })
    else if (lease?.mine === true && wish !== undefined)
      void commands.handOverLease(agentUserId, {
        tabId: tabId(),
        fence: lease.fence,
        supervisorId: wish.supervisorId,
      })
  }

  function talk(tab: Tab): void {
    const { model } = tab
    model.line.press()
    const untilMs =
      random.next() < 0.15 ? between(random, 8_000, 20_000) : between(random, 200, 4_000)
    tab.machine.clock.schedule(untilMs, () => model.line.release())
  }

  /** Whoever is signed out signs in again a little later, and all their tabs come back to where they were. */
  function returnToWork(browser: Browser): void {
    const isOut = browser.tabs.some(({ model }) => {
      const { state } = model.session.getState()
      return state === 'signed-out' || state === 'ended'
    })
    if (!isOut) {
      signedOutSince.delete(browser)
      return
    }
    const now = scene.clock.monotonicNow()
    const since = signedOutSince.get(browser) ?? now
    signedOutSince.set(browser, since)
    const [tab] = browser.tabs
    if (tab === undefined || !isServing(scene.placeOf(tab))) return
    if (now - since < signInAgainMs) return
    // Should this attempt come to nothing, there is another one.
    signedOutSince.set(browser, now + signInAttemptMs)
    scene.trace.note('signs in', browser.personName)
    void scene.signIn(browser).then((isIn) => {
      scene.trace.note(isIn ? 'signed in' : 'not signed in', browser.personName)
      if (isIn) for (const tab of browser.tabs) scene.reload(tab)
    })
  }

  return {
    step(stepMs) {
      for (const browser of scene.browsers) returnToWork(browser)
      if (isResting) return
      for (const tab of scene.tabs)
        if (!tab.machine.isAsleep && random.next() < stepMs / options.everyMs) command(tab)
    },
    get count() {
      return count
    },
    rest() {
      isResting = true
      for (const tab of scene.tabs) tab.model.line.release()
    },
  }
}

function isServing({ process }: ServerPlace): boolean {
  return process !== undefined && !process.machine.isAsleep
}
