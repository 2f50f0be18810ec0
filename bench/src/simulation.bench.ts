/**
 * How many seeds of the deterministic simulation a machine plays in a second: 10,000 of them are a night's work only if it is
 * quick. Five simulated minutes each, with two servers; on one core after warming up, then spread over all cores.
 *
 *   npx tsx bench/src/simulation.bench.ts [seeds, default 20]
 */
import { availableParallelism } from 'node:os'
import { systemClock } from '@sotto/kernel'
import { createSeedCrew, runSimulation } from '@sotto/simulation'

const seeds = Number(process.argv[2] ?? 20)
const minutes = 5

/** One core's own work is told by its CPU time, whatever else the machine does. */
async function onOneCore(): Promise<void> {
  for (const seed of [1, 2]) await runSimulation({ seed, minutes })
  const before = process.cpuUsage()
  for (let seed = 1; seed <= seeds; seed += 1) await runSimulation({ seed, minutes })
  const { user, system } = process.cpuUsage(before)
  const cpuSeconds = (user + system) / 1_000_000
  console.log(`one core: ${seeds} seeds in ${cpuSeconds.toFixed(1)} CPU-s = ${rate(cpuSeconds)}`)
}

async function onAllCores(): Promise<void> {
  const cores = availableParallelism()
  const crew = createSeedCrew(cores)
  await Promise.all(seedsFrom(1).map((seed) => crew.run({ seed, minutes, planted: undefined })))
  const startedAt = systemClock.monotonicNow()
  await Promise.all(seedsFrom(1).map((seed) => crew.run({ seed, minutes, planted: undefined })))
  const seconds = (systemClock.monotonicNow() - startedAt) / 1_000
  await crew.close()
  console.log(`${cores} cores: ${seeds} seeds in ${seconds.toFixed(1)} s = ${rate(seconds)}`)
}

function seedsFrom(first: number): readonly number[] {
  return Array.from({ length: seeds }, (_, index) => first + index)
}

function rate(seconds: number): string {
  const perSecond = seeds / seconds
  return `${perSecond.toFixed(2)} seeds/s, ${((perSecond * minutes * 60) / 1_000).toFixed(1)} simulated seconds per millisecond`
}

await onOneCore()
await onAllCores()
