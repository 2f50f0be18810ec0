/**
 * What our playout buffer makes of networks of four characters, in virtual time, beside the guide's fixed 200 ms. Delay is
 * the mean age of what is heard beyond the quickest journey: jitter and buffer together. The panel's socket is TCP, so a
 * held-up frame holds up those behind it.
 *
 *   npx tsx bench/src/jitter.bench.ts [seeds, default 5] [--json]
 */
import {
  networkCharacters,
  runAdaptiveTrial,
  runFixedTrial,
  type TrialCounts,
} from '@sotto/audio/testing'

const seeds = Number(process.argv[2]) || 5
const presses = 60
const mostDelayMs = { wired: 40, wifi: 90, 'bad-wifi': undefined, vpn: 130 }

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function summary(trials: readonly TrialCounts[]) {
  const share = (pick: (trial: TrialCounts) => number) =>
    (1_000 * mean(trials.map(pick))) / mean(trials.map(({ utteranceMs }) => utteranceMs))
  return {
    meanDelayMs: mean(trials.map(({ meanDelayMs }) => meanDelayMs)),
    worstSeedDelayMs: Math.max(...trials.map(({ meanDelayMs }) => meanDelayMs)),
    concealedPerMille: share(({ concealedMs }) => concealedMs),
    lostPerMille: share(({ lostFrames }) => lostFrames * 20),
    stretchedPerMille: share(({ stretchedMs }) => stretchedMs),
    shortenedPerMille: share(({ shortenedMs }) => shortenedMs),
  }
}

const results = networkCharacters.map((character) => {
  const options = Array.from({ length: seeds }, (_, seed) => ({
    character,
    seed: seed + 1,
    presses,
  }))
  const fixed = summary(options.map((option) => runFixedTrial(option)))
  const ours = summary(options.map((option) => runAdaptiveTrial(option)))
  return {
    character,
    mostDelayMs: mostDelayMs[character],
    lessDelay: 1 - ours.meanDelayMs / fixed.meanDelayMs,
    fixed,
    ours,
  }
})

function row(cells: readonly (string | number)[]): string {
  const [name, ...rest] = cells.map((cell) =>
    typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 0) : cell,
  )
  return `${(name ?? '').padEnd(22)}${rest.map((cell) => cell.padStart(11)).join('')}\n`
}

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ seeds, presses, results }, undefined, 2)}\n`)
} else {
  process.stdout.write(
    `${seeds} seeds of ${presses} presses of the key; parts per thousand of the time spoken\n` +
      row(['', 'delay ms', 'at most', 'less', 'made up', 'lost', 'stretched', 'shortened']),
  )
  for (const { character, fixed, ours, lessDelay, mostDelayMs: limit } of results) {
    const counts = (kind: typeof ours) => [
      kind.concealedPerMille,
      kind.lostPerMille,
      kind.stretchedPerMille,
      kind.shortenedPerMille,
    ]
    process.stdout.write(
      row([`${character}, fixed 200`, fixed.meanDelayMs, '', '', ...counts(fixed)]) +
        row([
          `${character}, ours`,
          ours.meanDelayMs,
          limit ?? '',
          `${(lessDelay * 100).toFixed(0)} %`,
          ...counts(ours),
        ]),
    )
  }
}
