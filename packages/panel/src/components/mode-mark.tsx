import type { ConfirmedMode } from '@sotto/domain'
import { BargeIcon, CoachIcon, HeadphonesIcon, NoEarIcon, QuestionIcon } from './icons.tsx'

const marks = {
  'not-connected': NoEarIcon,
  monitor: HeadphonesIcon,
  coach: CoachIcon,
  barge: BargeIcon,
  unknown: QuestionIcon,
} as const satisfies Record<ConfirmedMode | 'unknown', typeof BargeIcon>

/** The shape that goes with a mode's colour, so that nobody has to tell the colours apart. */
export function ModeMark({ mode }: { readonly mode: ConfirmedMode | 'unknown' }) {
  const Mark = marks[mode]
  return <Mark size={17} />
}
