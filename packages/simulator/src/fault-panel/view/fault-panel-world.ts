/** What the fault panel may see of the world. It changes nothing: that goes by the simulator's own doors. */
import type { SimulatedWorld } from '../../world/create-world.ts'

export type FaultPanelWorld = Pick<SimulatedWorld, 'people' | 'queues' | 'records' | 'controls'>
