/** Every planted bug by its name. A simulation that does not find each of them proves nothing. */
import { panelPlants } from './panel-plants.ts'
import type { Plant } from './plant.ts'
import { platformPlants } from './platform-plants.ts'
import { storePlants } from './store-plants.ts'

export const plantedBugs: ReadonlyMap<string, Plant> = new Map(
  Object.entries({ ...platformPlants, ...storePlants, ...panelPlants }),
)
