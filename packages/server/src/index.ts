export { createHeadFile } from './audit/head-file.ts'
export { type Sequencer, type SequencerOptions, startSequencer } from './audit/sequencer.ts'
export {
  dropOldKeys,
  keyFileOf,
  makeKey,
  nameKeys,
  readKeys,
  rotateKeys,
  type SealingKeyNames,
} from './auth/seal/key-file.ts'
export {
  createServer,
  type Server,
  type ServerNetwork,
  type ServerOptions,
} from './create-server.ts'
export { BackupRefusal } from './database/backup/backup-refusal.ts'
export type { BackupSummary } from './database/backup/read-backup.ts'
export { restoreBackup } from './database/backup/restore-backup.ts'
export { backupLines } from './database/backup/write-backup.ts'
export { EmbeddedDatabaseError } from './database/embedded/embedded-database-error.ts'
export { findRunningDatabase } from './database/embedded/running-database.ts'
export {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  startEmbeddedDatabase,
} from './database/embedded/start-embedded-database.ts'
export type { ErasureAnswer, ErasureCounts, ErasureStore } from './database/erasure-store.ts'
export { createMemoryStores } from './database/memory/create-memory-stores.ts'
export {
  createPostgresStores,
  type PostgresStores,
  type PostgresStoresOptions,
} from './database/postgres/create-postgres-stores.ts'
export { DatabaseRefusal } from './database/postgres/database-refusal.ts'
export {
  type DatabaseReport,
  type InspectOptions,
  inspectDatabase,
} from './database/postgres/inspect-database.ts'
export { schemaOfInstallation } from './database/postgres/installation.ts'
export {
  type AuditStatement,
  auditFilters,
  auditStatements,
  type WalkedIds,
} from './database/statements/audit-statements.ts'
export { auditShapeOf } from './database/statements/statement-shape.ts'
export type { Stores } from './database/stores.ts'
export { createCounters } from './live/counters.ts'
export { createCoaching } from './live/create-coaching.ts'
export { serveAudioSocket } from './media/audio-socket.ts'
export { decideGate, type GateInput } from './media/speaking-gate.ts'
export { createTalkPath, type TalkPath } from './media/talk-path.ts'
export type { Observer } from './observe/observer.ts'
export { createActTraces } from './observe/trace-acts.ts'
export { ServerStartError } from './server-start-error.ts'
export {
  type LogLevel,
  logLevels,
  type ServerSettingRow,
  serverSettingTable,
} from './settings/setting-table.ts'
export { warningsOfUnknownSettings } from './settings/unknown-settings.ts'
export { readServerSettings, type ServerSettings } from './settings.ts'
