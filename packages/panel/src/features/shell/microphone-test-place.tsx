import { useMicrophoneTestShown } from '../../hooks/use-state-of.ts'
import { LateMicrophoneTest } from '../late-pages/panes.tsx'

/** Over whatever stands on the page; fetched when somebody tests their microphone for the first time. */
export function MicrophoneTestPlace() {
  return useMicrophoneTestShown() ? <LateMicrophoneTest /> : null
}
