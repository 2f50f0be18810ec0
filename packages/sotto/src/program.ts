/** The entry of the bundle: what a child process is started with. */
import { runProgram } from './main.ts'

process.exitCode = await runProgram(process.argv.slice(2))
