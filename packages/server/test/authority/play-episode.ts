/** One pair of installations, tried until so much has been tried; where their stores are is told. */
import { seededRandom } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import type { Stores } from '../../src/database/stores.ts'
import { startInstallation } from './installation.ts'
import type { Tally } from './tally.ts'
import { createTrial } from './trial.ts'

export interface Episode {
  readonly seed: number
  readonly tally: Tally
  /** Ends when this much has been tried in all. */
  readonly until: number
  /** Of the first and of the second installation, fresh. */
  readonly makeStores: (index: number, clock: FakeClock) => Promise<Stores>
  /** Lets a store's own time pass a little: a turn of the loop in memory, a moment where there is a database. */
  readonly breathe: () => Promise<unknown>
  /** So many breaths at most for one answer. */
  readonly patience: number
}

/** What changes the world in passing has reached the stores before time goes on, so that nothing is late by the database's own time. */
async function settle({ breathe }: Episode): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await breathe()
}

/** Some answers wait for the platform, and that for the clock; nobody waits longer for one than it takes. */
async function answered(asking: Promise<void>, clock: FakeClock, episode: Episode): Promise<void> {
  let isDone = false
  const done = asking.finally(() => {
    isDone = true
  })
  for (let waited = 0; waited < episode.patience && !isDone; waited += 1) {
    await Promise.race([done, episode.breathe()])
    if (waited > 20 && !isDone) await clock.advance(100)
  }
  if (!isDone) throw new Error('no answer came')
  await done
}

export async function playEpisode(episode: Episode): Promise<void> {
  const { makeStores, seed, tally, until } = episode
  const random = seededRandom(seed)
  const clock = createFakeClock()
  const stores = await Promise.all([makeStores(0, clock), makeStores(1, clock)])
  const installations = await Promise.all(
    stores.map((store, index) => startInstallation(index, clock, store)),
  )
  const trials = installations.map((installation) =>
    createTrial(installation, random, tally, clock.monotonicNow),
  )
  try {
    for (const trial of trials) trial.everybodyComes()
    await settle(episode)
    await clock.advance(2_000)
    while (tally.tried < until && tally.wrong.length === 0) {
      const trial = trials[Math.floor(random.next() * trials.length)]
      if (trial === undefined) continue
      const chance = random.next()
      if (chance < 0.3) await answered(trial.ask(), clock, episode)
      else if (chance < 0.7) trial.changeWorld()
      else if (chance < 0.725) trial.say()
      else if (chance < 0.78) trial.show()
      else if (chance < 0.84) trial.moveControls()
      else if (chance < 0.88) for (let frame = 0; frame < 25; frame += 1) trial.makeSound()
      else if (chance < 0.9) trial.comeOrGo()
      else if (chance < 0.915) {
        if (trial.changeRights()) await clock.advance(1_100)
      } else await clock.advance(60)
      for (const one of trials) one.lookAtControls()
    }
  } finally {
    for (const installation of installations) await installation.close()
    await settle(episode)
    for (const store of stores) await store.close()
  }
}
