/** Prints the score of a folder of utterances; `--misses` lists what was missed and what was destroyed. */
import { printScore, readSet, score } from './score.ts'

const [directory = 'packages/redaction/test/development', flag] = process.argv.slice(2)
const result = score(readSet(directory))
const lines = flag === '--misses' ? [...result.misses, '', ...result.excesses, ''] : []
process.stdout.write(`${[...lines, printScore(result)].join('\n')}\n`)
