/** What the supervisors do with coaching sessions, refusals included, and what the platform does to them by itself. */
import type { Random } from '@sotto/kernel'
import { pick, pickWeighted } from '../chance.ts'
import type { Tab } from '../panel/browser.ts'
import type { Scene } from '../scene.ts'

export interface CoachingScript {
  step(stepMs: number): void
  /** How many buttons have been pressed. */
  readonly count: number
}

type View = ReturnType<Tab['model']['store']['coachings']>[number]

const doings = {
  start: 12,
  /** Of the wrong kind for how the call is, or with a reference that is too long. */
  'start-wrongly': 2,
  begin: 1,
  pause: 5,
  resume: 5,
  complete: 4,
  write: 10,
  /** The platform knows a session no more, of whichever state. */
  vanish: 1,
} as const

export function createCoachingScript(options: {
  readonly scene: Scene
  readonly random: Random
  /** The mean time between two doings of one tab. */
  readonly everyMs: number
}): CoachingScript {
  const { random, scene } = options
  const { world } = scene.simulator
  let count = 0

  function start(tab: Tab, how: 'rightly' | 'wrongly'): void {
    const conversation = world.conversations.get(tab.shownId ?? '')
    if (conversation === undefined) return
    const isOver = ['ENDED', 'WRAPPED_UP', 'COMPLETED'].includes(conversation.state)
    const isReview = isOver === (how === 'rightly')
    const isTooLong = how === 'wrongly' && random.next() < 0.5
    const reference = isTooLong ? 'x'.repeat(2_100) : random.next() < 0.3 ? 'QM-17' : ''
    const kind = isReview && !isTooLong ? 'post-call' : 'real-time'
    void tab.model.coaching.start(conversation.id, kind, reference)
  }

  /** Mostly one's own that goes on; now and then any, so that doors refuse. */
  function sessionOn(tab: Tab): View | undefined {
    const all = tab.model.store.coachings()
    const own = all.filter(({ allowed, mine }) => mine && Object.values(allowed).includes(true))
    return pick(random, random.next() < 0.9 && own.length > 0 ? own : all)
  }

  function write(tab: Tab, view: View): void {
    if (!view.mine || view.state === 'refused') return
    const { notes } = tab.model.coaching
    const draft = notes.state.getState()[view.id]
    if (draft?.saving.state === 'conflict')
      return random.next() < 0.5 ? notes.keepMine(view.id) : notes.takeTheirs(view.id)
    const { details } = view
    notes.change(view, {
      ...details,
      notes: `note ${count}`,
      tags: random.next() < 0.5 ? details.tags : [`tag ${count}`],
    })
  }

  function vanish(): void {
    const { coachings } = world
    const id = pick(random, [...coachings.keys()])
    // The platform has no door for it; its own book is a map.
    if (id === undefined || !(coachings instanceof Map)) return
    coachings.delete(id)
    scene.trace.note('coaching vanished', id)
  }

  function act(tab: Tab): void {
    const name = pickWeighted(random, doings)
    if (name === undefined) return
    count += 1
    scene.trace.note(`${tab.name} does`, `coaching ${name}`)
    if (name === 'vanish') return vanish()
    if (name === 'start') return start(tab, 'rightly')
    if (name === 'start-wrongly') return start(tab, 'wrongly')
    const view = sessionOn(tab)
    if (view === undefined) return start(tab, 'rightly')
    if (name === 'write') return write(tab, view)
    void tab.model.coaching.act(view.id, name)
  }

  return {
    step(stepMs) {
      for (const tab of scene.tabs)
        if (!tab.machine.isAsleep && random.next() < stepMs / options.everyMs) act(tab)
    },
    get count() {
      return count
    },
  }
}
