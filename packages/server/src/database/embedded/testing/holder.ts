/** A process that opens a database, says its address, and waits to be killed. Called with the data folder. */
import { silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { startEmbeddedDatabase } from '../start-embedded-database.ts'

const database = await startEmbeddedDatabase({
  dataDirectory: process.argv[2] ?? '',
  clock: systemClock,
  random: systemRandom,
  logger: silentLogger,
})
process.stdout.write(`${database.url.reveal()}\n`)
