/** The simulated contact centre as a part of the program. */
import { systemClock, systemRandom } from '@sotto/kernel'
import { createSimulator, createVoiceLibrary, readSimulatorSettings } from '@sotto/simulator'
import { makeDataDirectory } from '../data-directory.ts'
import { dataDirectoryFrom, decodedVoicesDirectory } from '../places.ts'
import { StartRefusal } from '../start-refusal.ts'
import type { Part, SignInPerson } from './part.ts'
import { requireFreePort } from './require-free-port.ts'

type Simulator = Awaited<ReturnType<typeof createSimulator>>

export const simulatorPart: Part = {
  name: 'simulator',
  names: { portSetting: 'SIM_PORT' },
  async start({ environment, logger }) {
    const settings = readSimulatorSettings(environment, {
      dataDirectory: dataDirectoryFrom(environment),
      panelUrl: panelUrlFrom(environment),
    })
    if (!settings.ok) throw new StartRefusal(settings.error)
    makeDataDirectory(settings.value.dataDirectory)
    await requireFreePort('127.0.0.1', settings.value.port)
    const simulator = await createSimulator({
      clock: systemClock,
      random: systemRandom,
      settings: settings.value,
      logger,
      voices: await createVoiceLibrary({ decodedDirectory: decodedVoicesDirectory }),
    })
    const address = await simulator.listen()
    return {
      address,
      people: peopleOf(simulator),
      broken: new Promise(() => {}),
      close: () => simulator.close(),
    }
  },
}

/** Where the panel is expected: the platform sends people back only there after they signed in. */
function panelUrlFrom(environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment.SOTTO_PUBLIC_URL?.trim() ?? ''
  return chosen === '' ? `http://localhost:${environment.SOTTO_PORT || '4400'}` : chosen
}

/** Everybody who uses the console; the agents have a desk of their own, where they need no signing in. */
function peopleOf({ world }: Simulator): SignInPerson[] {
  return [...world.people.values()]
    .filter(({ role }) => role !== 'agent')
    .map((person) => ({
      name: person.name,
      role: person.role,
      teams: person.director
        ? ['all teams']
        : person.queueIds.map((id) => world.queues.get(id)?.name ?? id),
    }))
}
