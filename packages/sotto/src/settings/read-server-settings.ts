/** The server's settings as every command reads them: from the environment and the files it names, or a refusal for people. */
import { readServerSettings, type ServerSettings } from '@sotto/server'
import { dataDirectoryFrom } from '../places.ts'
import { StartRefusal } from '../start-refusal.ts'
import { withCredentialFiles } from './credential-files.ts'
import { type Environment, withSettingsFromFiles } from './settings-from-files.ts'

/** Throws a StartRefusal that names every wrong setting. */
export function requireServerSettings(environment: Environment): ServerSettings {
  const settings = readServerSettings(withSettingsFromFiles(withCredentialFiles(environment)), {
    dataDirectory: dataDirectoryFrom(environment),
  })
  if (!settings.ok) throw new StartRefusal(settings.error.join('\n'))
  return settings.value
}
