export { type Coverage, createCoverage } from './coverage.ts'
export { runSimulation, type SimulationOptions, type SimulationResult } from './run-simulation.ts'
