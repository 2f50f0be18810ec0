/** What a server that died has left belongs to another in good time. */
import type { Scene, ServerPlace } from '../scene.ts'
import { calmStore } from '../server/mortal-stores.ts'
import { finalStates } from './registry-checks.ts'
import type { Report } from './violation.ts'

export interface AdoptionChecks {
  step(): void
}

/** As long as a heartbeat lasts, and until the next look. */
const adoptedWithinMs = 3_000
/** Whoever is awake and reaches its database for so long has been heard again, and takes over from others. */
const readyAfterMs = 5_000

export function checkAdoption(scene: Scene, report: Report): AdoptionChecks {
  const heldBy = new Map<string, ServerPlace>()
  const leftSinceMs = new Map<string, number>()
  const awakeFromMs = new Map<ServerPlace, number>()
  let calmFromMs = 0

  scene.observe({
    controlHeld(record, place) {
      leftSinceMs.delete(record.id)
      heldBy.set(record.id, place)
    },
    controlSaved({ id, state }) {
      if (!finalStates.has(state.name)) return
      leftSinceMs.delete(id)
      heldBy.delete(id)
    },
    serverDied(dead) {
      for (const [id, place] of heldBy) {
        if (place !== dead) continue
        heldBy.delete(id)
        leftSinceMs.set(id, scene.clock.monotonicNow())
      }
    },
  })

  function isSomebodyReady(now: number): boolean {
    for (const place of scene.places)
      if (place.process?.machine.isAsleep !== false) awakeFromMs.set(place, now)
    if (scene.storeConditions !== calmStore) calmFromMs = now
    if (now - calmFromMs < readyAfterMs) return false
    return scene.places.some((place) => now - (awakeFromMs.get(place) ?? 0) >= readyAfterMs)
  }

  return {
    step() {
      const now = scene.clock.monotonicNow()
      const isReady = isSomebodyReady(now)
      for (const [id, sinceMs] of leftSinceMs)
        if (!isReady) leftSinceMs.set(id, now)
        else if (now - sinceMs > adoptedWithinMs)
          report('DS26', `nobody has taken over ${id} ${now - sinceMs} ms after its server died`)
    },
  }
}
