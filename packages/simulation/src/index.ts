export {
  type BrowsingOptions,
  type BrowsingResult,
  type BrowsingWay,
  measureBrowsing,
} from './browsing/measure-browsing.ts'
export { runSimulation, type SimulationOptions, type SimulationResult } from './run-simulation.ts'
export { createSeedCrew, type SeedCrew } from './seed-crew.ts'
