/** What follows from what was found in the database. */
import { DatabaseRefusal, type DatabaseReport } from '@sotto/server'
import { codeOf, type Finding, failure, fine, warning } from './finding.ts'

const oldestMajor = 14
/** A server, its listening connection, and one to look with. */
const connectionsBeside = 2

export function databaseFindings(
  report: DatabaseReport,
  wanted: { readonly connections: number },
): readonly Finding[] {
  return [
    versionFinding(report),
    schemaFinding(report),
    ...(report.isReadOnly
      ? [
          failure(
            'database',
            'The database takes no writes (read-only, or a standby).',
            'Name the primary in DATABASE_URL, or end its read-only mode: until then nobody can act.',
          ),
        ]
      : []),
    ...(report.hasRoom
      ? []
      : [
          failure(
            'database',
            'Its disk is full: it takes no acts ("503 database-full").',
            'Make room where its data lies. Nothing acknowledged is lost, and acting goes on by itself once there is room.',
          ),
        ]),
    connectionsFinding(report, wanted.connections),
  ]
}

function versionFinding({ versionNumber }: DatabaseReport): Finding {
  const major = Math.floor(versionNumber / 10_000)
  const says = `PostgreSQL ${major}.${versionNumber % 10_000} answers.`
  return major >= oldestMajor
    ? fine('database', says)
    : failure('database', says, `Sotto needs PostgreSQL ${oldestMajor} or newer.`)
}

function schemaFinding({ schema }: DatabaseReport): Finding {
  switch (schema.kind) {
    case 'none':
      return fine('database', 'It has no tables of Sotto yet; the first start makes them.')
    case 'current':
      return fine('database', 'Its tables are those of this version.')
    case 'older':
      return warning(
        'database',
        `Its tables are of an older version: the next start takes ${schema.missing} step(s).`,
        'Make a backup first ("sotto backup"): with it you can go back.',
      )
    case 'newer':
      return failure(
        'database',
        `A newer Sotto has used it (step "${schema.step}").`,
        'Start that version, or restore the backup that was made before the upgrade.',
      )
  }
}

function connectionsFinding({ freeConnections }: DatabaseReport, connections: number): Finding {
  const needed = connections + connectionsBeside
  const says = `${freeConnections} connections are free; one more server would take up to ${needed}.`
  return freeConnections >= needed
    ? fine('database', says)
    : warning(
        'database',
        says,
        'Raise max_connections, or lower SOTTO_DATABASE_CONNECTIONS, before another server starts.',
      )
}

export function keyFinding({ sealed }: DatabaseReport): Finding {
  if (sealed === undefined || sealed.opened + sealed.unopened === 0)
    return fine('keys', 'Nothing is sealed in the database yet.')
  if (sealed.unopened === 0)
    return fine('keys', `They open all ${sealed.opened} sealed things that were tried.`)
  return failure(
    'keys',
    `They do not open ${sealed.unopened} of ${sealed.opened + sealed.unopened} sealed things.`,
    'Bring back the keys of this database (SOTTO_KEYS, or sealing-keys in the data folder); without them people sign in anew and the audit makes no new heads.',
  )
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens there: start it, or correct the host and port in DATABASE_URL.',
  ENOTFOUND: 'There is no such host: correct DATABASE_URL.',
  ETIMEDOUT: 'No answer: a firewall on the way, or the wrong host in DATABASE_URL.',
  '28P01': 'The password is refused: correct DATABASE_URL.',
  '28000': 'The user is refused: correct DATABASE_URL, or pg_hba.conf there.',
  '3D000': 'There is no such database: create it, or correct DATABASE_URL.',
  '53300': 'It has no connection left: raise max_connections, or end what holds them.',
  '57P03': 'It is just starting up or shutting down: try again in a minute.',
}

export function unreachableFinding(problem: unknown): Finding {
  // Its words are ours, and name no password.
  if (problem instanceof DatabaseRefusal)
    return failure('database', problem.message, 'Until then no server starts on it, either.')
  const code = codeOf(problem)
  return failure(
    'database',
    `It cannot be reached (${code}).`,
    reasons[code] ?? 'Check DATABASE_URL and the log of the database.',
  )
}
