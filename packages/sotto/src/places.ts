/** Where things lie. In the bundle, too, this module's address is that of its source file. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectDirectory = fileURLToPath(new URL('../../..', import.meta.url))

/** The bundle's entry, for child processes. */
export const programFile = resolve(projectDirectory, 'dist/sotto/program.js')

/** The simulator's recordings, decoded when the program was built. */
export const decodedVoicesDirectory = resolve(projectDirectory, 'dist/voices')

export const panelDirectory = resolve(projectDirectory, 'dist/panel')

/** SOTTO_DATA_DIR, or `.sotto` in the clone. */
export function dataDirectoryFrom(
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const chosen = environment.SOTTO_DATA_DIR?.trim() ?? ''
  return chosen === '' ? resolve(projectDirectory, '.sotto') : resolve(chosen)
}
