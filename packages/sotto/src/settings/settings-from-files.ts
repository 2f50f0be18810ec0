/** Settings that may lie in a file instead of the environment, so that secrets stand in no list of processes. */
import { readFileSync } from 'node:fs'
import { StartRefusal } from '../start-refusal.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The client's secret at the platform is read where it is used, anew at each sign-in. */
const fromFiles = ['DATABASE_URL', 'SOTTO_KEYS']

/** The environment with what its `…_FILE` variables name put in. Throws a StartRefusal that never shows what is in a file. */
export function withSettingsFromFiles(environment: Environment): Environment {
  const read: Record<string, string> = {}
  for (const name of fromFiles) {
    const file = environment[`${name}_FILE`]?.trim() ?? ''
    if (file === '') continue
    if ((environment[name]?.trim() ?? '') !== '')
      throw new StartRefusal(`${name} and ${name}_FILE are both set. Leave one of them out.`)
    read[name] = contentOf(file, name)
  }
  return { ...environment, ...read }
}

function contentOf(file: string, name: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
    throw new StartRefusal(`${file} cannot be read (${code}): it is named by ${name}_FILE.`)
  }
  if (text === '') throw new StartRefusal(`${file} is empty: it is named by ${name}_FILE.`)
  return text
}
