/** What this browser calls itself, and what it lacks on this page. */
import type { BrowserNeed, BrowserTraits } from '../model/browser/browser-fitness.ts'

export function browserTraits(): BrowserTraits {
  const needs: readonly (readonly [BrowserNeed, boolean])[] = [
    ['sound', typeof AudioWorkletNode === 'function'],
    // Older browsers, and pages that are not secure, have no such object, whatever its type says.
    ['microphone', typeof Reflect.get(navigator, 'mediaDevices') === 'object'],
    ['connection', typeof WebSocket === 'function'],
  ]
  return {
    userAgent: navigator.userAgent,
    missing: needs.filter(([, isThere]) => !isThere).map(([need]) => need),
  }
}
