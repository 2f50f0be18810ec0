/** The few icons there are, drawn for this panel on a 20-unit grid. Always beside a word, never instead of one. */
import type { ReactNode } from 'react'

export interface IconProps {
  readonly size?: number
}

function icon(drawing: ReactNode) {
  return function Icon({ size = 16 }: IconProps) {
    return (
      <svg
        aria-hidden="true"
        fill="none"
        focusable="false"
        height={size}
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.6"
        viewBox="0 0 20 20"
        width={size}
      >
        {drawing}
      </svg>
    )
  }
}

export const HeadphonesIcon = icon(
  <>
    <path d="M3.5 12.5V10a6.5 6.5 0 0 1 13 0v2.5" />
    <rect x="2.8" y="11.5" width="3.6" height="5" rx="1.4" />
    <rect x="13.6" y="11.5" width="3.6" height="5" rx="1.4" />
  </>,
)

/** A mouth close to an ear, with a lock: for one person only. */
export const CoachIcon = icon(
  <>
    <path d="M3 8.2a5.4 5.4 0 0 1 10.4-1.9" />
    <path d="M3 8.2c0 2.2 1.4 3.3 2.4 4.4.8.9.5 3.9 2.6 3.9" />
    <path d="M6 8.4a2.5 2.5 0 0 1 4.6-1.2" />
    <rect x="10.2" y="11.4" width="6.6" height="5" rx="1.2" />
    <path d="M11.7 11.4v-1a1.8 1.8 0 0 1 3.6 0v1" />
  </>,
)

export const BargeIcon = icon(
  <path d="M3.5 8v4h2.6l4.4 3.4V4.6L6.1 8zM13.2 7.4a3.8 3.8 0 0 1 0 5.2M15.4 5.2a6.8 6.8 0 0 1 0 9.6" />,
)

export const StopIcon = icon(<rect x="5" y="5" width="10" height="10" rx="2" />)

export const MicrophoneIcon = icon(
  <>
    <rect x="7.4" y="2.8" width="5.2" height="9" rx="2.6" />
    <path d="M4.6 9.6a5.4 5.4 0 0 0 10.8 0M10 15v2.4M7.4 17.4h5.2" />
  </>,
)

export const MicrophoneCutIcon = icon(
  <>
    <path d="M7.4 5.4a2.6 2.6 0 0 1 5.2 0v3.2M12.2 10.6a2.6 2.6 0 0 1-4.8-1.4V8" />
    <path d="M4.6 9.6a5.4 5.4 0 0 0 8.6 4.3M15.4 9.6a5 5 0 0 1-.5 2.2M10 15v2.4M7.4 17.4h5.2M3.5 3.5l13 13" />
  </>,
)

export const EarIcon = icon(
  <>
    <path d="M5 8a5 5 0 0 1 10 0c0 2.8-2.2 3.3-2.8 5.2-.5 1.7-1 4-3.2 4a2.6 2.6 0 0 1-2.6-2.4" />
    <path d="M7.6 8.2a2.4 2.4 0 0 1 4.8 0c0 1.4-1.5 1.6-1.5 3" />
  </>,
)

export const NoEarIcon = icon(
  <>
    <path d="M6 5a5 5 0 0 1 9 3c0 1.2-.4 2-.9 2.6M11.7 13.9c-.4 1.6-1 3.3-2.7 3.3a2.6 2.6 0 0 1-2.6-2.4M5 8.6V8" />
    <path d="M3.5 3.5l13 13" />
  </>,
)

export const QuestionIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8.1a2 2 0 1 1 3 1.8c-.7.4-1 .8-1 1.6M10 13.8v.1" />
  </>,
)

export const WaitIcon = icon(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4l2.6 1.6" />
  </>,
)

export const SeenIcon = icon(
  <>
    <path d="M2.4 10s2.8-4.8 7.6-4.8 7.6 4.8 7.6 4.8-2.8 4.8-7.6 4.8S2.4 10 2.4 10z" />
    <circle cx="10" cy="10" r="2.2" />
  </>,
)

export const WarningIcon = icon(
  <>
    <path d="M10 3.2l7.4 13H2.6z" />
    <path d="M10 8v4M10 14v.1" />
  </>,
)

export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="M13 13l3.6 3.6" />
  </>,
)

export const VoiceIcon = icon(
  <path d="M4.4 3.4h2.9l1.3 3.5-1.8 1.4a10 10 0 0 0 4.9 4.9l1.4-1.8 3.5 1.3v2.9c0 .6-.5 1-1 1A12.2 12.2 0 0 1 3.4 4.4c0-.5.4-1 1-1z" />,
)

export const ChatIcon = icon(<path d="M3.4 4.4h13.2v9.2H9.4l-3.6 3v-3H3.4z" />)

export const MailIcon = icon(
  <>
    <rect x="2.8" y="4.6" width="14.4" height="10.8" rx="1.4" />
    <path d="M3.4 5.6L10 11l6.6-5.4" />
  </>,
)

export const CrossIcon = icon(<path d="M5.5 5.5l9 9M14.5 5.5l-9 9" />)

export const BackIcon = icon(<path d="M12 4l-6 6 6 6" />)

export const SunIcon = icon(
  <>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.6v1.6M10 15.8v1.6M2.6 10h1.6M15.8 10h1.6M4.8 4.8l1.1 1.1M14.1 14.1l1.1 1.1M4.8 15.2l1.1-1.1M14.1 5.9l1.1-1.1" />
  </>,
)

export const MoonIcon = icon(<path d="M16.4 11.8A6.8 6.8 0 0 1 8.2 3.6a6.8 6.8 0 1 0 8.2 8.2z" />)

export const SendIcon = icon(<path d="M3 10l14-6-4.4 13-3.2-5.2zM9.4 11.8L17 4" />)

export const PreferencesIcon = icon(
  <>
    <path d="M3 6h7M14.4 6H17M3 14h2.6M10 14h7" />
    <circle cx="12.2" cy="6" r="2.1" />
    <circle cx="7.8" cy="14" r="2.1" />
  </>,
)

export const KeysIcon = icon(
  <>
    <rect x="2.2" y="5" width="15.6" height="10" rx="1.6" />
    <path d="M5.2 8.2h.1M8.4 8.2h.1M11.6 8.2h.1M14.8 8.2h.1M6.6 11.8h6.8" />
  </>,
)
