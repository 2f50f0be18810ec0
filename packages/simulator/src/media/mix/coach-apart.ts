/** The agent's ear in two parts, so that whoever sits at the desk can turn the coach's voice alone up, down and off. */
import type { CoachApart } from '../media-engine.ts'
import { type FrameInputs, mixFrame, silentFrame } from './mix-frame.ts'

/** Undefined while no whisper sounds in the agent's ear. */
export function coachApart(inputs: FrameInputs): CoachApart | undefined {
  if (inputs.whispers.length === 0) return undefined
  const alone: FrameInputs = { ...inputs, channels: { agent: silentFrame }, barges: [] }
  const coach = mixFrame(alone).agent?.frame ?? silentFrame
  if (coach === silentFrame) return undefined
  return { coach, others: mixFrame({ ...inputs, whispers: [] }).agent?.frame ?? silentFrame }
}
