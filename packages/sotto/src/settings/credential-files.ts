/** Files that a service manager or the agent of a vault puts into a folder of its own making (systemd's `LoadCredential=`). */
import { join } from 'node:path'
import { StartRefusal } from '../start-refusal.ts'
import type { Environment } from './settings-from-files.ts'

const inFolder = /^\$CREDENTIALS_DIRECTORY\/([\w.-]+)$/
const isFileSetting = /^(?:SOTTO_\w+|DATABASE_URL)_FILE$/

/** The environment with `$CREDENTIALS_DIRECTORY/…` in its `…_FILE` settings put in. Throws a StartRefusal where there is no folder. */
export function withCredentialFiles(environment: Environment): Environment {
  const folder = environment.CREDENTIALS_DIRECTORY ?? ''
  const placed: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    const credential = isFileSetting.test(name)
      ? inFolder.exec(value?.trim() ?? '')?.[1]
      : undefined
    if (credential === undefined || credential === '.' || credential === '..') continue
    if (folder === '')
      throw new StartRefusal(
        `${name} names a credential, and there is no CREDENTIALS_DIRECTORY: it is set by the service manager.`,
      )
    placed[name] = join(folder, credential)
  }
  return { ...environment, ...placed }
}
