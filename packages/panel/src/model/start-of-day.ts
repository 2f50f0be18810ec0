/** `2026-03-31` of this machine's own time zone, as the person means it; undefined for what is no day. */
export function startOfDay(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const at = new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(at) || at < 0 ? undefined : at
}
