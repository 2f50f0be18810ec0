/** What the demonstration itself must know of the settings; each part reads its own again. */
import { readServerSettings } from '@sotto/server'
import { readSimulatorSettings } from '@sotto/simulator'
import { dataDirectoryFrom } from '../places.ts'
import { withSettingsFromFiles } from '../settings/settings-from-files.ts'
import { StartRefusal } from '../start-refusal.ts'

export interface DemoSettings {
  readonly dataDirectory: string
  readonly ports: { readonly panel: number; readonly simulator: number }
}

/** Throws a StartRefusal that names every wrong setting, before anything is started. */
export function readDemoSettings(
  environment: Readonly<Record<string, string | undefined>>,
): DemoSettings {
  const dataDirectory = dataDirectoryFrom(environment)
  const server = readServerSettings(withSettingsFromFiles(environment), { dataDirectory })
  const simulator = readSimulatorSettings(environment, { dataDirectory, panelUrl: '' })
  const complaints = [
    ...(server.ok ? [] : server.error),
    ...(simulator.ok ? [] : [simulator.error]),
  ]
  if (!server.ok || !simulator.ok) throw new StartRefusal(complaints.join('\n'))
  return {
    dataDirectory,
    ports: { panel: server.value.port, simulator: simulator.value.port },
  }
}
