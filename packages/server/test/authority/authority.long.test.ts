import { seededRandom } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import { startInstallation } from './installation.ts'
import { Tally } from './tally.ts'
import { createTrial } from './trial.ts'

/** What is to be tried in all; more on demand. */
const wanted = Number(process.env.SOTTO_AUTHORITY_TRIES ?? 100_000)
const seed = Number(process.env.SOTTO_AUTHORITY_SEED ?? 7)

/** Some answers wait for the platform, and that for the clock. */
async function answered(asking: Promise<void>, clock: FakeClock): Promise<void> {
  let isDone = false
  const done = asking.finally(() => {
    isDone = true
  })
  for (let waited = 0; waited < 200 && !isDone; waited += 1) {
    await new Promise(setImmediate)
    if (waited > 20 && !isDone) await clock.advance(100)
  }
  if (!isDone) throw new Error('no answer came')
  await done
}

/** One pair of installations until so much has been tried. */
async function playEpisode(episodeSeed: number, tally: Tally, until: number): Promise<void> {
  const random = seededRandom(episodeSeed)
  const clock = createFakeClock()
  const installations = [
    await startInstallation(0, clock, createMemoryStores(clock)),
    await startInstallation(1, clock, createMemoryStores(clock)),
  ]
  const trials = installations.map((installation) =>
    createTrial(installation, random, tally, clock.monotonicNow),
  )
  for (const trial of trials) trial.everybodyComes()
  await clock.advance(2_000)
  while (tally.tried < until && tally.wrong.length === 0) {
    const trial = trials[Math.floor(random.next() * trials.length)]
    if (trial === undefined) continue
    const chance = random.next()
    if (chance < 0.3) await answered(trial.ask(), clock)
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
  for (const installation of installations) await installation.close()
}

/** A world that has grown old is slow, and no more cunning than a young one. */
const triesPerEpisode = 5_000

it('[AC14] [AC15] whatever anybody of two installations tries, nobody meets what is not theirs', async () => {
  const tally = new Tally()
  for (let episode = 1; tally.tried < wanted && tally.wrong.length === 0; episode += 1)
    await playEpisode(seed + episode, tally, Math.min(wanted, episode * triesPerEpisode))
  expect(tally.wrong).toEqual([])
  // It has tried what it says it tries.
  const { requests, frames, sounds, refused403, refused404, done, coachings, reveals } = tally
  const rarest = Math.min(requests / 10, frames / 10, sounds / 10, refused403, refused404, done)
  expect(rarest).toBeGreaterThan(wanted / 500)
  expect(Math.min(coachings, reveals, tally.transcripts / 10)).toBeGreaterThan(wanted / 5_000)
}, 600_000)
