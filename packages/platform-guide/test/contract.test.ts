import { runPlatformContract } from '@sotto/platform/contract'
import { startGuideOnSimulator } from './start-guide-on-simulator.ts'

runPlatformContract(startGuideOnSimulator)
