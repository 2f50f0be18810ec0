// The registry against a model of it: whatever is asked, lost, delayed, doubled or told late, in whatever order.
import { type ControlState, controlTransitions, isFinalState } from '@sotto/domain'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/coaching/story.ts'

/** What must have happened, as far as it can be known from outside. */
interface Model {
  /** The state names each control of ours went through, as they were told. */
  readonly states: Map<string, ControlState['name'][]>
  isStreamOpen: boolean
}

interface Real {
  readonly story: Story
  readonly panel: ReturnType<Story['connectPanel']>
}

type Step = fc.AsyncCommand<Model, Real>

const supervisorOf = ({ story }: Real) => story.supervisor(story.sam)

/** A refusal is an answer; anything else is a fault. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch((failure: unknown) => {
    if (failure instanceof Error && 'code' in failure) return
    throw failure
  })
}

/** Time has to go on for the command itself, since it may wait for what was delayed. */
async function during(real: Real, work: Promise<unknown>): Promise<void> {
  const done = quietly(work)
  await real.story.settle(20)
  await Promise.race([done, real.story.settle(7_000)])
}

/** Whether one state may follow another in one step of the table; what was taken back for its age has `expired`. */
function mayFollow(from: ControlState['name'], to: ControlState['name']): boolean {
  const named = to === 'expired' ? 'cancelled' : to
  return from === to || Object.values<string>(controlTransitions[from]).includes(named)
}

function check(model: Model, { story }: Real): void {
  const controls = [...story.platform.controls.values()]
  const keys = controls.map(({ requestKey }) => requestKey)
  // Never sent a second time, whatever answer was lost (CT10).
  expect(new Set(keys).size).toBe(keys.length)
  for (const [id, names] of model.states) {
    names.slice(1).forEach((name, place) => {
      expect([names[place], name, mayFollow(names[place]!, name)]).toEqual([
        names[place],
        name,
        true,
      ])
    })
    const there = controls.find(({ requestKey }) => requestKey === id)
    const last = names.at(-1)
    // Delivered is said by the platform, never by us (CT2).
    if (last === 'completed') expect(there?.status).toBe('completed')
    if (last === 'executing') expect(['executing', 'completed', 'failed']).toContain(there?.status)
  }
}

function step(name: string, act: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await act(model, real)
      check(model, real)
    },
    toString: () => name,
  }
}

function pick<Item>(items: readonly Item[], place: number): Item | undefined {
  return items.length === 0 ? undefined : items[place % items.length]
}

const place = fc.nat({ max: 30 })
const heard = fc.constantFrom('silently' as const, undefined)
const controlsOf = ({ story }: Real) => [...story.platform.controls.values()]
const waiting = (real: Real) => controlsOf(real).filter(({ status }) => status === 'queued')
const living = (real: Real) =>
  controlsOf(real).filter(({ status }) => status === 'queued' || status === 'executing')

const steps: fc.Arbitrary<Step>[] = [
  fc.constant(
    step('send text', (_model, real) =>
      during(real, real.story.commands.sendText(supervisorOf(real), 'c1', 'Offer the refund.')),
    ),
  ),
  fc
    .constantFrom('off' as const, 'monitor' as const, 'coach' as const, 'barge' as const)
    .map((mode) =>
      step(mode, (_model, real) => {
        const { commands } = real.story
        const { tabId } = real.panel
        return during(real, commands.changeMode(supervisorOf(real), 'c1', { mode, tabId }))
      }),
    ),
  place.map((at) =>
    step(`cancel ${at}`, async ({ states }, real) => {
      const id = pick([...states.keys()], at)
      if (id === undefined) return
      await during(real, real.story.commands.cancelControl(supervisorOf(real), id))
    }),
  ),
  fc.tuple(place, heard).map(([at, how]) =>
    step(`open or deliver ${at} ${how ?? ''}`, async (_model, real) => {
      const control = pick(waiting(real), at)
      if (control === undefined) return
      const { platform } = real.story
      if (control.kind === 'whisper-text')
        platform.changeControl(control.id, { status: 'completed' }, how)
      else if (how === undefined) platform.openLine(control.id)
      else platform.changeControl(control.id, { status: 'executing' }, how)
    }),
  ),
  fc.tuple(place, heard).map(([at, how]) =>
    step(`fail ${at} ${how ?? ''}`, async (_model, real) => {
      const control = pick(living(real), at)
      if (control === undefined) return
      const part = { status: 'failed', failure: 'capacity' } as const
      if (how === undefined) real.story.platform.endControl(control.id, part)
      else real.story.platform.changeControl(control.id, part, how)
    }),
  ),
  place.map((at) =>
    step(`tell again ${at}`, async (_model, { story }) => {
      const control = pick([...story.platform.controls.values()], at)
      if (control === undefined) return
      const older = {
        ...control,
        version: Math.max(1, control.version - 1),
        status: 'queued' as const,
      }
      for (const told of [control, older, control])
        story.platform.toEverybody({ type: 'control-changed', control: told })
    }),
  ),
  fc
    .record({
      method: fc.constantFrom('startControl', 'cancelControl', 'control', 'controls'),
      code: fc.constantFrom('unreachable' as const, 'timeout' as const),
      after: fc.constantFrom('done' as const, undefined),
    })
    .map(({ method, code, after }) =>
      step(`lose ${method} ${after ?? ''}`, async (_model, { story }) => {
        story.platform.failNext(method, code, after)
      }),
    ),
  fc.constantFrom('lost' as const, 'answer lost' as const).map((how) =>
    step(`database ${how}`, async (_model, { story }) => {
      const { controls } = story.stores
      const { save } = controls
      Object.assign(controls, {
        async save(...row: Parameters<typeof save>) {
          Object.assign(controls, { save })
          if (how === 'answer lost') await save(...row)
          throw new Error('the database is away')
        },
      })
    }),
  ),
  fc.constantFrom('active' as const, 'held' as const, 'in-transfer' as const).map((phase) =>
    step(phase, async (_model, { story }) => {
      story.platform.setPhase('c1', phase)
    }),
  ),
  fc.constant(
    step('stream', async (model, { story }) => {
      model.isStreamOpen = !model.isStreamOpen
      story.platform.tellState(
        model.isStreamOpen
          ? { state: 'open' }
          : { state: 'interrupted', reason: 'network', retryInMs: 60_000 },
      )
    }),
  ),
  fc
    .integer({ min: 10, max: 9_000 })
    .map((ms) => step(`wait ${ms}`, async (_model, { story }) => story.settle(ms))),
]

/** When everything answers again, all is settled, ours agrees with the platform, and nothing of ours lives on. */
async function expectRest(model: Model, real: Real): Promise<void> {
  const { panel, story } = real
  story.platform.tellState({ state: 'open' })
  story.platform.setPhase('c1', 'active')
  await quietly(
    story.commands.changeMode(supervisorOf(real), 'c1', { mode: 'off', tabId: panel.tabId }),
  )
  await story.settle(120_000)
  check(model, real)
  for (const [id, names] of model.states) {
    const record = (await story.stores.controls.byId(id))?.record
    const there = controlsOf(real).find(({ requestKey }) => requestKey === id)
    expect([id, names, isFinalState(record!.state.name)]).toEqual([id, names, true])
    expect(there?.status ?? 'never came').not.toMatch(/queued|executing/)
    if (there?.status === 'completed') expect(record?.state.name).toBe('completed')
    const acts = await story.stores.controls.acts(id)
    expect(acts[0]?.act).toBe('control-submitted')
  }
}

it('[CM62] whatever happens in whatever order: sent once, delivered by the platform’s word alone, settled in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 25 }), async (commands) => {
      const story = startStory()
      const panel = story.connectPanel(story.sam)
      await story.settle()
      panel.show('c1')
      await story.settle()
      const model: Model = { states: new Map(), isStreamOpen: true }
      const save = story.stores.controls.save
      const insert = story.stores.controls.insert
      // What is written is what the model sees: the first word and every later one, in their order.
      Object.assign(story.stores.controls, {
        async insert(...row: Parameters<typeof insert>) {
          const stored = await insert(...row)
          model.states.set(stored.record.id, [stored.record.state.name])
          return stored
        },
        async save(...row: Parameters<typeof save>) {
          const stored = await save(...row)
          if (stored !== undefined)
            model.states.get(stored.record.id)?.push(stored.record.state.name)
          return stored
        },
      })
      const real: Real = { story, panel }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await expectRest(model, real)
      expect(story.count('listener-failures')).toBe(0)
      await story.coaching.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)
