/** Times and durations as people read them. */
import type { WallMs } from '@sotto/kernel'
import { pageLocale } from './in-language.ts'
import { decimal } from './number-words.ts'

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** `14:03:22`, in this machine's own time zone, always 24 hours: it stands beside what must be beyond doubt. */
export function timeOfDay(at: WallMs): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')
}

/** `14:03`, for what need not be known to the second. */
export function hourAndMinute(at: WallMs): string {
  return timeOfDay(at).slice(0, 5)
}

/** `04:12`, from an hour on `1:04:12`. Never negative. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = [Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':')
  return hours === 0 ? rest : `${hours}:${rest}`
}

/** `0.3 s`, `12 s`, `2 min`: how old something is. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 10) return `${decimal(seconds, 1)} s`
  if (seconds < 120) return `${Math.floor(seconds)} s`
  return `${Math.floor(seconds / 60)} min`
}

/** `12 s`, `3 min`, `1 h 05 min`: an age that counts calmly beside a time. */
export function calmAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds} s`
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`
}

const days = new Intl.DateTimeFormat(pageLocale(), {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** `21 Nov 2026, 14:03`, in this machine's own time zone. */
export function dayAndTime(at: WallMs): string {
  return `${days.format(new Date(at))}, ${hourAndMinute(at)}`
}

const calendarDays = new Intl.DateTimeFormat(pageLocale(), {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `31 Mar 2026` of `2026-03-31`, a day of the calendar wherever one is; what is no day stays as it is. */
export function calendarDay(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : calendarDays.format(at)
}

/** `2026-03-31 14:03:22`, to the second: for evidence. */
export function dayAndSecond(at: WallMs): string {
  const date = new Date(at)
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-')
  return `${day} ${timeOfDay(at)}`
}

/** `Tuesday, 31 March 2026`. */
export function wholeDay(at: WallMs): string {
  return new Intl.DateTimeFormat(pageLocale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(at))
}
