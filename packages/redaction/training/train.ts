/**
 * Learns the weights of `src/learned/weights.ts` from the lines that may be read and from talks made by chance, the same each
 * time. `--folds` prints instead what a model that has not seen a talk says of it, fold by fold, for choosing how sure is sure.
 *
 *   npx tsx packages/redaction/training/train.ts
 *   npx tsx packages/redaction/training/train.ts --folds
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { featureNames } from '../src/learned/reading.ts'
import { readSet } from '../test/scoring/read-set.ts'
import { turnsOf } from './examples.ts'
import { type Learned, learn, type Settings, seeded } from './logistic.ts'
import { type Prepared, prepare, type Slots, type Source, vocabularyOf } from './prepare.ts'
import { syntheticTalks } from './synthetic.ts'

/** Which files of each folder may be read; the others are only counted. */
const sets: readonly { readonly name: string; readonly files: RegExp; readonly weight: number }[] =
  [
    ...['calls', 'free', 'hostile', 'told', 'dictated', 'wave-4'].map((name) => ({
      name,
      files: /./,
      weight: 1,
    })),
    ...['wave-2', 'wave-3'].map((name) => ({ name, files: /^read-/, weight: 1 })),
    ...['wave-5', 'wave-6', 'wave-7'].map((name) => ({ name, files: /^tuned-/, weight: 1 })),
    { name: 'slots', files: /./, weight: 0.3 },
  ]
const synthetic = { talks: 3_000, seed: 7, weight: 0.3 }
const settings = { passes: 12, rate: 0.15, shrink: 0.0004 }
/** A feature that fewer turns have says nothing in general. */
const fewestTurns = 12
/** Weights are whole numbers of this, and those of less than two of it are left out. */
const quantum = 1 / 32
const folds = 4
const seeds = { versions: 3, order: 1 }

const settingsNow = (): Settings => ({ ...settings, next: seeded(seeds.order) })

const sources: readonly Source[] = [
  ...sets.flatMap(({ name, files, weight }) => {
    const directory = fileURLToPath(new URL(`../test/development/${name}`, import.meta.url))
    return turnsOf(readSet(directory, (file) => files.test(file))).map((turn) => ({ turn, weight }))
  }),
  ...turnsOf(syntheticTalks(synthetic.talks, synthetic.seed)).map((turn) => ({
    turn,
    weight: synthetic.weight,
  })),
]
const words = vocabularyOf(sources.flatMap(({ turn, weight }) => (weight === 1 ? [turn] : [])))
const { slots, examples } = prepare(
  sources,
  new Map(words.map((word, index) => [word, index])),
  fewestTurns,
  seeded(seeds.versions),
)

if (process.argv.includes('--folds')) printFolds(examples, slots)
else writeWeights(learn(examples, slots.keys.length, settingsNow()), slots)

function writeWeights(learned: Learned, { keys }: Slots): void {
  const rows: string[] = []
  let last = 0
  keys.forEach((key, slot) => {
    const values = [learned.address[slot] ?? 0, learned.name[slot] ?? 0].map((weight) =>
      Math.round(weight / quantum),
    )
    if (values.every((value) => Math.abs(value) < 2)) return
    rows.push([key - last, ...values].map((number) => number.toString(36)).join(' '))
    last = key
  })
  const text = [
    '/** Written by `training/train.ts`; do not edit. Keys as their distances, then weights of addresses and of names, in base 36. */',
    '',
    `export const quantum = 1 / ${1 / quantum}`,
    '',
    '/** The features they were learnt with, so that a change of those is noticed. */',
    `export const learnedFeatures = \`${featureNames.join(' ')}\``,
    '',
    `export const learnedWords = \`${words.join(' ')}\``,
    '',
    `export const learnedWeights = \`${rows.join(' ')}\``,
    '',
  ].join('\n')
  writeFileSync(fileURLToPath(new URL('../src/learned/weights.ts', import.meta.url)), text)
  process.stdout.write(
    `${examples.length} examples, ${rows.length} of ${keys.length} features, ${text.length} units\n`,
  )
}

/** Whole talks stand in one fold, so that nothing of a talk is learnt that it is judged by. */
function printFolds(all: readonly Prepared[], { keys }: Slots): void {
  const judged: { readonly label: number; readonly address: number; readonly name: number }[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const own = all.filter(({ talk, weight }) => weight === 1 && foldOf(talk) === fold)
    const rest = all.filter(({ talk, weight }) => weight !== 1 || foldOf(talk) !== fold)
    const learned = learn(rest, keys.length, settingsNow())
    for (const { label, slots: used } of own)
      judged.push({ label, address: sumOf(learned.address, used), name: sumOf(learned.name, used) })
  }
  for (const [kind, label] of [
    ['address', 1],
    ['name', 2],
  ] as const)
    for (const threshold of [-1, 0, 1, 1.5, 2, 3]) {
      const found = judged.filter((word) => word[kind] >= threshold)
      const right = found.filter((word) => word.label === label).length
      const of = judged.filter((word) => word.label === label).length
      process.stdout.write(
        `${kind} from ${threshold}: ${right} of ${of} words, ${found.length - right} others of ${judged.length - of}\n`,
      )
    }
}

function sumOf(weights: Float64Array, slotsUsed: Int32Array): number {
  return slotsUsed.reduce((sum, slot) => sum + (weights[slot] ?? 0), 0)
}

function foldOf(talk: string): number {
  let mixed = 7
  for (const character of talk) mixed = (Math.imul(mixed, 31) + character.charCodeAt(0)) | 0
  return Math.abs(mixed) % folds
}
