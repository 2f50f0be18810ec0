/** A call on trial and the ways to ask for controls on it; a new one before every test. */
import { beforeEach } from 'vitest'
import { Refusal } from '../../api/refusal.ts'
import type { ControlRequest } from '../controls/check-control.ts'
import type { Control, ControlType, Conversation, PlatformEvent } from '../shapes.ts'
import type { ConversationAction } from '../world.ts'
import { maren, putOnTrial, type WorldOnTrial } from './world-on-trial.ts'

let trial: WorldOnTrial
let call: Conversation

export const current = {
  get trial(): WorldOnTrial {
    return trial
  },
  /** A `steady` call in the shared queue. */
  get call(): Conversation {
    return call
  },
}

/** To be called once by each test file that uses these. */
export function renewBeforeEach(): void {
  beforeEach(() => {
    trial = putOnTrial()
    call = trial.scenario()
  })
}

export function agentOf({ participants }: Conversation): string {
  return participants.find(({ purpose }) => purpose === 'agent')?.userId ?? ''
}

/** A whisper by voice unless told otherwise. */
export function ask(
  request: Partial<ControlRequest> = {},
  conversation = call,
  supervisor = maren,
): Control {
  return trial.world.controlBook.request(conversation.id, trial.person(supervisor), {
    controlType: 'WHISPER',
    mediaType: 'AUDIO',
    targetUserId: agentOf(conversation),
    audioMixLevel: 0.65,
    ...request,
  })
}

export function whisperText(text: string, conversation = call): Control {
  return ask({ mediaType: 'TEXT', text }, conversation)
}

export function now(control: Control): Control {
  const found = trial.world.controls.get(control.id)
  if (found === undefined) throw new Error('the control is gone')
  return found
}

export function supervisors(): readonly unknown[] {
  return trial
    .conversation(call.id)
    .participants.filter(({ purpose }) => purpose === 'supervisor')
    .map(({ controlId, controlType, heardBy, state }) => ({
      controlId,
      controlType,
      heardBy,
      state,
    }))
}

export function act(action: ConversationAction): void {
  const outcome = trial.world.act(call.id, action)
  if (!outcome.ok) throw new Error(outcome.message)
}

/** An EXECUTING line with its socket open. */
export function openLine(controlType: ControlType = 'WHISPER'): Control {
  const control = ask({ controlType })
  trial.world.lineAttached(control.id)
  trial.clock.advanceSync(150)
  if (now(control).status !== 'EXECUTING') throw new Error('the line did not open')
  return control
}

export function refusalOf(run: () => unknown): Partial<Refusal> {
  try {
    run()
  } catch (failure) {
    if (failure instanceof Refusal)
      return { status: failure.status, code: failure.code, details: failure.details }
    throw failure
  }
  throw new Error('it was not refused')
}

/** What was announced under that name, of one control or of everything. */
export function told(
  name: 'control.updated' | 'conversation.updated',
  control?: Control,
): readonly PlatformEvent['data'][] {
  return trial
    .eventsNamed(name)
    .map(({ data }) => data)
    .filter(({ id }) => control === undefined || id === control.id)
}
