import { inject } from 'vitest'
import { joinPlatform, type SimulatedPlatform } from './start-simulator.ts'

/** The simulator that all files share. Set no faults there, and change nobody but `cast.ofAnotherQueue`. */
export function joinShared(): Promise<SimulatedPlatform> {
  return joinPlatform(inject('sharedSimulatorUrl'))
}
