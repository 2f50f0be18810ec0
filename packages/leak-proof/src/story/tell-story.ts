/** Lets one story happen to a real call, talking all the while, and brings home what everybody heard. */
import { type Clock, type Random, sleep } from '@sotto/kernel'
import type { ContactCentre } from '../contact-centre.ts'
import { channels, ears } from '../judge/expected-ear.ts'
import type { StoryEvidence } from '../judge/judge-story.ts'
import { type Phase, phaseOf } from '../judge/timeline.ts'
import {
  type CarelessConsole,
  openCarelessConsole,
  waitUntil,
} from '../outside/careless-console.ts'
import { signInByHttp } from '../outside/sign-in.ts'
import {
  coachOf,
  type SimulatedConversation,
  type SimulatorDoors,
} from '../outside/simulator-doors.ts'
import type { Step, Story } from './stories.ts'

export interface StoryWorld {
  readonly centre: ContactCentre
  readonly doors: SimulatorDoors
  readonly marker: Int16Array
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof globalThis.fetch
}

export interface ToldStory {
  readonly conversationId: string
  readonly framesSent: number
  readonly evidence: StoryEvidence
}

/** The talk before, between and after the steps. */
const talkMs = 3_000
/** What is in hand everywhere gets time to arrive. */
const settleMs = 1_500
const withinMs = 15_000

export async function tellStory(world: StoryWorld, story: Story): Promise<ToldStory> {
  const { doors, clock } = world
  const conversation = await doors.startSteadyCall()
  const supervisor = coachOf(await doors.state(), conversation.queueId)
  if (supervisor === undefined) throw new Error('nobody may coach in the queue of that call')
  const cookie = await signInByHttp({
    panelUrl: world.centre.panelUrl,
    personName: supervisor.name,
    fetch: world.fetch,
  })
  const console = openCarelessConsole({
    ...world,
    panelUrl: world.centre.panelUrl,
    cookie,
    conversationId: conversation.id,
    spoken: world.marker,
  })
  try {
    await beginCoaching(console, clock)
    const spokenFromMs = clock.wallNow() - Date.parse(conversation.startTime)
    console.startTalking()
    const phases: Phase[] = [phaseOf(conversation)]
    await sleep(clock, talkMs)
    let targetLeftAtMs: number | undefined
    for (const [index, step] of story.steps.entries()) {
      const after = await take(world, step, console, conversation)
      if (after !== undefined) phases.push(phaseOf(after))
      if (index === story.targetLeavesAtStep)
        targetLeftAtMs = clock.wallNow() - Date.parse(conversation.startTime)
      await sleep(clock, talkMs)
    }
    await sleep(clock, settleMs)
    return {
      conversationId: conversation.id,
      framesSent: console.framesSent(),
      evidence: {
        recordings: await recordingsOf(doors, conversation.id),
        phases,
        marker: world.marker,
        spokenFromMs,
        ...(targetLeftAtMs === undefined ? {} : { targetLeftAtMs }),
      },
    }
  } finally {
    await console.askFor('off').catch(() => 0)
    console.close()
  }
}

async function beginCoaching(console: CarelessConsole, clock: Clock): Promise<void> {
  await waitUntil(clock, 'the call on the console', withinMs, () => console.detail() !== undefined)
  await expectAccepted(console, 'monitor')
  await waitUntil(
    clock,
    'the listening line',
    withinMs,
    () => console.detail()?.mode.confirmed === 'monitor',
  )
  await expectAccepted(console, 'coach')
  await waitUntil(
    clock,
    'the whisper line',
    withinMs,
    () => console.detail()?.microphoneMayOpen === true,
  )
}

async function expectAccepted(console: CarelessConsole, mode: 'monitor' | 'coach'): Promise<void> {
  const status = await console.askFor(mode)
  if (status >= 300) throw new Error(`the server refused to ${mode}: ${status}`)
}

/** @returns the conversation after the step, when the step was its own */
async function take(
  { doors, centre }: StoryWorld,
  step: Step,
  console: CarelessConsole,
  { id }: SimulatedConversation,
): Promise<SimulatedConversation | undefined> {
  switch (step.kind) {
    case 'act':
      return doors.act(id, step.action)
    case 'cut-sockets':
      console.cutSockets()
      return undefined
    case 'kill-server':
      await centre.killServer()
      await centre.startServer()
      return undefined
    case 'ask-for':
      await console.askFor(step.mode)
      return undefined
  }
}

async function recordingsOf(
  doors: SimulatorDoors,
  conversationId: string,
): Promise<Map<string, Int16Array>> {
  const recordings = new Map<string, Int16Array>()
  for (const leg of [...ears, ...channels, 'agent-ear']) {
    const samples = await doors.recording(conversationId, leg)
    if (samples !== undefined) recordings.set(leg, samples)
  }
  return recordings
}
