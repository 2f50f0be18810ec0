/**
 * Prints the score of a folder of utterances. `--misses` lists what was missed and what was destroyed, `--nobody-known`
 * withholds who takes part.
 *
 *   npx tsx packages/redaction/test/scoring/print-score.ts packages/redaction/test/frozen/kept
 */
import { readSet } from './read-set.ts'
import { printScore, score } from './score.ts'

const [directory = 'packages/redaction/test/development', ...flags] = process.argv.slice(2)
const result = score(readSet(directory), flags.includes('--nobody-known'))
const lines = flags.includes('--misses') ? [...result.misses, '', ...result.excesses, ''] : []
process.stdout.write(`${[...lines, printScore(result)].join('\n')}\n`)
