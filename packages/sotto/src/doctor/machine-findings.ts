/** What can be told of this machine: the data folder, the space in it, the port. */
import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { requireFreePort } from '../parts/require-free-port.ts'
import { codeOf, type Finding, failure, fine, warning } from './finding.ts'

/** Below the first nothing should be started, below the second somebody should look. */
export const spaceLimits = { failBelowBytes: 200_000_000, warnBelowBytes: 2_000_000_000 }

export async function folderFindings(
  dataDirectory: string,
  limits: typeof spaceLimits,
): Promise<readonly Finding[]> {
  const standing = await nearestFolder(dataDirectory)
  try {
    if (!(await stat(standing)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    await access(standing, constants.W_OK | constants.X_OK)
  } catch (problem) {
    const says = `${standing} cannot be written (${codeOf(problem)}).`
    return [
      failure(
        'data folder',
        says,
        'Give it to the user that runs Sotto, or choose another with SOTTO_DATA_DIR.',
      ),
    ]
  }
  const isThere = standing === dataDirectory
  return [
    fine(
      'data folder',
      isThere
        ? `${dataDirectory} can be written.`
        : `${dataDirectory} is not there yet; the first start makes it.`,
    ),
    ...(isThere ? await openFinding(dataDirectory) : []),
    await spaceFinding(standing, limits),
  ]
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined || dirname(path) === path ? path : nearestFolder(dirname(path))
}

async function openFinding(dataDirectory: string): Promise<Finding[]> {
  const { mode } = await stat(dataDirectory)
  if ((mode & 0o002) === 0) return []
  return [
    warning(
      'data folder',
      `Everybody on this machine can write in ${dataDirectory}.`,
      `chmod o-w ${dataDirectory}`,
    ),
  ]
}

async function spaceFinding(folder: string, limits: typeof spaceLimits): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const says = `${(free / 1_000_000_000).toFixed(1)} GB are free there.`
  const todo =
    'Make room, or move the folder: a full disk ends the database and with it all acting.'
  if (free < limits.failBelowBytes) return failure('data folder', says, todo)
  return free < limits.warnBelowBytes
    ? warning('data folder', says, todo)
    : fine('data folder', says)
}

/** A port that Sotto itself answers on is as it should be. */
export async function portFinding(
  { host, port }: { readonly host: string; readonly port: number },
  ask: (url: string) => Promise<Response>,
): Promise<Finding> {
  try {
    await requireFreePort(host, port)
    return fine('port', `${host}:${port} is free.`)
  } catch (problem) {
    const code = codeOf(problem)
    if (code === 'EADDRINUSE' && (await isSotto(host, port, ask)))
      return fine('port', `A Sotto answers on ${host}:${port}.`)
    return failure(
      'port',
      `${host}:${port} cannot be listened on (${code === 'EADDRINUSE' ? 'another program has it' : code}).`,
      'Choose another with SOTTO_PORT or SOTTO_HOST, or end that program.',
    )
  }
}

async function isSotto(
  host: string,
  port: number,
  ask: (url: string) => Promise<Response>,
): Promise<boolean> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host
  try {
    const answer = await ask(`http://${name}:${port}/healthz`)
    return (await answer.text()).includes('"alive"')
  } catch {
    return false
  }
}
