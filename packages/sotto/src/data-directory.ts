/** The data folder, made and tried before anything is started in it. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefusal } from './start-refusal.ts'

/** Makes the folder and the one for logs. Throws a StartRefusal when it cannot be written. */
export function makeDataDirectory(dataDirectory: string): void {
  try {
    const logs = join(dataDirectory, 'logs')
    makeFolder(dataDirectory)
    if (!existsSync(logs)) mkdirSync(logs, { mode: 0o700 })
    for (const folder of [dataDirectory, logs]) accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
    throw new StartRefusal(
      `The data folder ${dataDirectory} cannot be written (${code}). Choose another with SOTTO_DATA_DIR.`,
    )
  }
}

/** Node's own way of making a folder with all above it never returns below /proc. */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return
  if (found !== undefined) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path)
}
