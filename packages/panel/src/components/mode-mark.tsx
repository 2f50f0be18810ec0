import type { ConfirmedMode } from '@sotto/domain'
import { BargeIcon, CoachIcon, HeadphonesIcon, NoEarIcon, QuestionIcon } from './icons.tsx'

const marks = {
  'not-connected': NoEarIcon,
  monitor: HeadphonesIcon,
  coach: CoachIcon,
  barge: BargeIcon,
  unknown: QuestionIcon,
} as const satisfies Record<ConfirmedMode | 'unknown', typeof BargeIcon>

export interface ModeMarkProps {
  readonly mode: ConfirmedMode | 'unknown'
  readonly size?: number
}

/** The shape that goes with a mode's colour, so that nobody has to tell the colours apart. */
export function ModeMark({ mode, size = 17 }: ModeMarkProps) {
  const Mark = marks[mode]
  return <Mark size={size} />
}
