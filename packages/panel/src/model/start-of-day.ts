/** `2026-03-31` of this machine's own time zone, as the person means it; undefined for what is no day. */
export function startOfDay(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const at = new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(at) || at < 0 ? undefined : at
}

/** By the calendar: a day on which clocks are changed has 23 or 25 hours. */
export function startOfNextDay(startsAt: number): number {
  return new Date(startsAt).setDate(new Date(startsAt).getDate() + 1)
}
