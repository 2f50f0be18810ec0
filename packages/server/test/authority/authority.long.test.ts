import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import { playEpisode } from './play-episode.ts'
import { Tally } from './tally.ts'

/** What is to be tried in all; more on demand. */
const wanted = Number(process.env.SOTTO_AUTHORITY_TRIES ?? 100_000)
const seed = Number(process.env.SOTTO_AUTHORITY_SEED ?? 7)

/** A world that has grown old is slow, and no more cunning than a young one. */
const triesPerEpisode = 5_000

it('[AC14] [AC15] whatever anybody of two installations tries, nobody meets what is not theirs', async () => {
  const tally = new Tally()
  for (let episode = 1; tally.tried < wanted && tally.wrong.length === 0; episode += 1)
    await playEpisode({
      seed: seed + episode,
      tally,
      until: Math.min(wanted, episode * triesPerEpisode),
      makeStores: async (_, clock) => createMemoryStores(clock),
      breathe: () => new Promise(setImmediate),
      patience: 200,
    })
  expect(tally.wrong).toEqual([])
  // It has tried what it says it tries.
  const { requests, frames, sounds, refused403, refused404, done, coachings, reveals } = tally
  const rarest = Math.min(requests / 10, frames / 10, sounds / 10, refused403, refused404, done)
  expect(rarest).toBeGreaterThan(wanted / 500)
  expect(Math.min(coachings, reveals, tally.transcripts / 10)).toBeGreaterThan(wanted / 5_000)
}, 600_000)
