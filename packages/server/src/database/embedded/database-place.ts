// Decides where the cluster's files lie and as whom PostgreSQL runs.
//
//   not root ─────────────────────────────────────────► same-user, in the data folder
//   root ─┬─ moved before (location.json) ────────────► other-user, where it was moved to
//         ├─ folder or cluster is somebody else's ────► other-user: that somebody, in the data folder
//         ├─ the kernel lets us rename ourselves ─────► namespace, in the data folder
//         └─ else ─┬─ the other user gets there ──────► other-user, in the data folder
//                  └─ a folder on the way is closed ──► other-user, data copied to an open place
//
// Binaries the other user cannot reach are copied to the open place, too.
import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Account,
  findAccount,
  findOrdinaryAccount,
  type Runner,
  runnerReaches,
  runProgram,
} from './database-account.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { type PostgresBinaries, postgresProgram } from './postgres-binaries.ts'

export interface DatabasePlace {
  readonly runner: Runner
  readonly binariesDirectory: string
  /** The folder that holds the cluster, or will. */
  readonly clusterParent: string
  /** True when data and binaries could not stay where they were asked for. */
  readonly moved: boolean
}

export interface PlaceInput {
  /** The database's folder inside the data folder. It exists, and we hold its lock. */
  readonly databaseDirectory: string
  readonly binaries: PostgresBinaries
  /** Skips the namespace, as on a kernel that forbids it. */
  readonly withoutNamespace?: boolean
  /** Where to copy to when the database's user cannot reach the data folder; the first that works. */
  readonly openDirectories?: readonly string[]
}

export function clusterDirectory(place: Pick<DatabasePlace, 'clusterParent'>): string {
  return join(place.clusterParent, 'cluster')
}

export async function choosePlace(input: PlaceInput): Promise<DatabasePlace> {
  const inPlace = {
    binariesDirectory: input.binaries.directory,
    clusterParent: input.databaseDirectory,
    moved: false,
  }
  const clusterOwner = await ownerOf(clusterDirectory(inPlace))
  if (process.getuid?.() !== 0) {
    refuseForeignCluster(clusterOwner, input.databaseDirectory)
    return { runner: { type: 'same-user' }, ...inPlace }
  }
  const location = await readLocation(input.databaseDirectory)
  if (location !== undefined) return movedPlace(input, location)
  const owner = clusterOwner ?? (await ownerOf(input.databaseDirectory))
  if (owner !== undefined && owner.userId !== 0) return placeForOtherUser(input, owner)
  const account = await ordinaryAccount()
  const namespace: Runner = { type: 'namespace', account }
  if (input.withoutNamespace !== true && (await reachesInPlace(namespace, input)))
    return { runner: namespace, ...inPlace }
  return placeForOtherUser(input, account)
}

async function placeForOtherUser(input: PlaceInput, account: Account): Promise<DatabasePlace> {
  const runner: Runner = { type: 'other-user', account }
  const { databaseDirectory } = input
  // Passing through is all the other user needs; the files beside the cluster stay closed.
  await chmod(databaseDirectory, 0o711)
  if (await runnerReaches(runner, { enter: [databaseDirectory], write: [] })) {
    await giveTo(account, join(databaseDirectory, 'cluster'))
    const binariesDirectory = await reachableBinaries(runner, input)
    return { runner, binariesDirectory, clusterParent: databaseDirectory, moved: false }
  }
  await chmod(databaseDirectory, 0o700)
  return moveAway(input, account)
}

async function reachesInPlace(runner: Runner, input: PlaceInput): Promise<boolean> {
  return runnerReaches(runner, {
    enter: [postgresProgram(input.binaries.directory, 'postgres'), input.databaseDirectory],
    write: [],
  })
}

async function ordinaryAccount(): Promise<Account> {
  const account = await findOrdinaryAccount()
  if (account !== undefined) return account
  throw new EmbeddedDatabaseError(
    'unsupported-system',
    'PostgreSQL does not run as root, and this machine has no other user. Start Sotto as an ordinary user, or set DATABASE_URL.',
  )
}

function refuseForeignCluster(owner: Account | undefined, databaseDirectory: string): void {
  if (owner === undefined || owner.userId === process.getuid?.()) return
  throw new EmbeddedDatabaseError(
    'folder-owned-by-another',
    `The database in ${databaseDirectory} belongs to the user ${owner.name}. Start Sotto as that user, or choose another SOTTO_DATA_DIR.`,
  )
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return undefined
  const known = await findAccount(found.uid)
  const name = known?.name ?? (found.uid === 0 ? 'root' : `number ${found.uid}`)
  return { userId: found.uid, groupId: found.gid, name }
}

// --- the open place -------------------------------------------------------------------------------------------------

const locationSchema = z.object({
  directory: z.string(),
  userId: z.number().int().positive(),
  groupId: z.number().int().positive(),
})
type Location = z.infer<typeof locationSchema>

async function readLocation(databaseDirectory: string): Promise<Location | undefined> {
  const text = await readFile(join(databaseDirectory, 'location.json'), 'utf8').catch(
    () => undefined,
  )
  return text === undefined ? undefined : locationSchema.parse(JSON.parse(text))
}

async function movedPlace(input: PlaceInput, location: Location): Promise<DatabasePlace> {
  if ((await ownerOf(location.directory)) === undefined) {
    const pointer = join(input.databaseDirectory, 'location.json')
    throw new EmbeddedDatabaseError(
      'folder-not-writable',
      `The database was kept in ${location.directory}, which is gone. Bring it back, or remove ${pointer} to begin anew.`,
    )
  }
  const known = await findAccount(location.userId)
  const account = { ...location, name: known?.name ?? `number ${location.userId}` }
  const runner: Runner = { type: 'other-user', account }
  const binariesDirectory = await reachableBinaries(runner, input)
  return { runner, binariesDirectory, clusterParent: location.directory, moved: true }
}

async function moveAway(input: PlaceInput, account: Account): Promise<DatabasePlace> {
  const runner: Runner = { type: 'other-user', account }
  const open = await openPlace(input, runner)
  const binariesDirectory = await reachableBinaries(runner, input)
  const clusterParent = join(open, folderName(input.databaseDirectory))
  await mkdir(clusterParent, { recursive: true, mode: 0o711 })
  await copyCluster(input.databaseDirectory, clusterParent, account)
  await writeLocation(input.databaseDirectory, { ...account, directory: clusterParent })
  await setAside(input.databaseDirectory)
  return { runner, binariesDirectory, clusterParent, moved: true }
}

/** The first of the open places that can be had. */
async function openPlace(input: PlaceInput, runner: Runner): Promise<string> {
  const candidates = input.openDirectories ?? ['/var/lib/sotto', join(tmpdir(), 'sotto')]
  for (const candidate of candidates) if (await openDirectory(candidate, runner)) return candidate
  const who = runner.type === 'same-user' ? 'we' : runner.account.name
  throw new EmbeddedDatabaseError(
    'folder-not-writable',
    `PostgreSQL does not run as root, and its user (${who}) can reach none of: ${[input.databaseDirectory, ...candidates].join(', ')}. Choose another SOTTO_DATA_DIR, or set DATABASE_URL.`,
  )
}

/** Two data folders never share a name here. */
function folderName(databaseDirectory: string): string {
  return `database-${createHash('sha256').update(databaseDirectory).digest('hex').slice(0, 16)}`
}

/** Makes the folder; it must be ours alone to write, else somebody could have laid something into it beforehand. */
async function openDirectory(path: string, runner: Runner): Promise<boolean> {
  try {
    await mkdir(path, { recursive: true, mode: 0o755 })
    const found = await lstat(path)
    const isSafe = found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
    return isSafe && (await runnerReaches(runner, { enter: [path], write: [] }))
  } catch {
    return false
  }
}

/** Where the runner finds the binaries: where they are, or a copy in an open place. */
async function reachableBinaries(runner: Runner, input: PlaceInput): Promise<string> {
  const { directory, version } = input.binaries
  if (await runnerReaches(runner, { enter: [postgresProgram(directory, 'postgres')], write: [] }))
    return directory
  const open = await openPlace(input, runner)
  const copy = join(open, `postgresql-${version}-${process.platform}-${process.arch}`)
  if ((await ownerOf(copy)) === undefined) {
    const draft = `${copy}.new-${process.pid}`
    await rm(draft, { recursive: true, force: true })
    await cp(directory, draft, { recursive: true, verbatimSymlinks: true })
    await rename(draft, copy).catch(async (failure: unknown) => {
      await rm(draft, { recursive: true, force: true })
      // Somebody else may have been quicker; then theirs is as good.
      if ((await ownerOf(copy)) === undefined) throw failure
    })
  }
  return copy
}

async function copyCluster(from: string, to: string, account: Account): Promise<void> {
  const source = join(from, 'cluster')
  const target = join(to, 'cluster')
  if ((await ownerOf(source)) === undefined || (await ownerOf(target)) !== undefined) return
  const draft = join(to, 'cluster.new')
  await rm(draft, { recursive: true, force: true })
  await cp(source, draft, { recursive: true, preserveTimestamps: true })
  await chmod(draft, 0o700)
  await giveTo(account, draft)
  await rename(draft, target)
}

/** The cluster that was copied is kept, but under a name that nobody opens by accident. */
async function setAside(databaseDirectory: string): Promise<void> {
  const source = join(databaseDirectory, 'cluster')
  if ((await ownerOf(source)) === undefined) return
  await rename(source, join(databaseDirectory, 'cluster.before-the-move'))
}

/** Hands a folder and all in it over, if it is there and not the account's already. */
async function giveTo(account: Account, path: string): Promise<void> {
  const owner = await ownerOf(path)
  if (owner === undefined || owner.userId === account.userId) return
  await runProgram({ file: 'chown', args: ['-R', `${account.userId}:${account.groupId}`, path] })
}

async function writeLocation(databaseDirectory: string, location: Location): Promise<void> {
  const { directory, userId, groupId } = location
  const path = join(databaseDirectory, 'location.json')
  await writeFile(`${path}.new`, JSON.stringify({ directory, userId, groupId }), { mode: 0o600 })
  await rename(`${path}.new`, path)
}
