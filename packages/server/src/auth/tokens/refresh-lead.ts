/** How long before its end an access token is renewed (W12). */
export function refreshLeadMs(lifetimeMs: number): number {
  if (lifetimeMs <= 120_000) return lifetimeMs / 2
  return Math.max(60_000, Math.min(300_000, 0.2 * lifetimeMs))
}
