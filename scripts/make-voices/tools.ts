/** The programs that speak and encode: are they there, and what do they answer. */
import { spawnSync } from 'node:child_process'

interface Tool {
  readonly program: string
  /** Arguments that make it answer and end. */
  readonly probe: readonly string[]
  readonly debianPackage: string
}

const tools: readonly Tool[] = [
  { program: 'flite', probe: ['--version'], debianPackage: 'flite' },
  { program: 'festival', probe: ['--version'], debianPackage: 'festival' },
  { program: 'sox', probe: ['--version'], debianPackage: 'sox' },
  { program: 'opusenc', probe: ['--version'], debianPackage: 'opus-tools' },
]

const festivalVoicePackage = 'festvox-us-slt-hts'

/** One line that says what is missing and how to get it, or undefined when all is there. */
export function missingTools(): string | undefined {
  const missing = tools
    .filter(({ program, probe }) => spawnSync(program, probe).error !== undefined)
    .map(({ debianPackage }) => debianPackage)
  if (missing.includes('festival') || !hasFestivalVoice()) missing.push(festivalVoicePackage)
  if (missing.length === 0) return undefined
  return `missing: ${missing.join(', ')}; on Debian: apt-get install ${missing.join(' ')}`
}

function hasFestivalVoice(): boolean {
  return run('festival', ['-b', '(print (voice.list))']).includes('cmu_us_slt_arctic_hts')
}

/** Runs a program to its end and gives what it printed. Throws with its own complaint when it fails. */
export function run(program: string, programArguments: readonly string[]): string {
  const result = spawnSync(program, programArguments, { encoding: 'utf8' })
  if (result.error !== undefined) throw result.error
  if (result.status !== 0)
    throw new Error(`${program} ended with ${result.status}: ${result.stderr.trim()}`)
  return result.stdout
}
