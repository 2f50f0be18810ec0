/** What a line that is not on screen is for: told by its controls, since the server tells the mode of what is shown only. Pure. */
import type { SupervisedMode } from '@sotto/domain'
import type { ControlView } from '@sotto/protocol'

/** Monitor unless the platform has said that a line to the agent, or to everybody, is live. */
export function modeOfLine(controls: readonly ControlView[]): SupervisedMode {
  const isLive = (kind: ControlView['kind']) =>
    controls.some((control) => control.kind === kind && control.state === 'executing')
  if (isLive('barge')) return 'barge'
  return isLive('whisper-audio') ? 'coach' : 'monitor'
}
