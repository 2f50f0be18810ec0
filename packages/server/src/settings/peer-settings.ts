/** Those of the settings that say how several servers reach each other. */
import path from 'node:path'
import { z } from 'zod'
import { clearPeerUrl, type PeerWaySettings, peerPlainHttpModes } from '../peers/peer-way.ts'
import { optionalSetting, setting } from './declare-setting.ts'
import { filePath } from './setting-kinds.ts'

export const peerSettings = {
  SOTTO_PEER_CA_FILE: optionalSetting(
    filePath(),
    '(those that Node knows)',
    "file with the certificates (PEM) that sign the other servers', where they are reached by https",
  ),
  SOTTO_PEER_PLAIN_HTTP: setting(
    z.enum(peerPlainHttpModes, 'must be private or any'),
    'private',
    'where other servers are reached by plain http, cookies and all: private networks only, or any',
  ),
} as const

const schema = z.object(peerSettings)

export function peerWayOf(values: z.output<typeof schema>): PeerWaySettings {
  const { SOTTO_PEER_CA_FILE: file, SOTTO_PEER_PLAIN_HTTP: plainHttp } = values
  return { plainHttp, caFile: file === undefined ? undefined : path.resolve(file) }
}

/** One line where our own address would have the others send cookies in clear. */
export function clearPeerAddress(
  values: z.output<typeof schema> & { readonly SOTTO_PEER_URL?: string | undefined },
): string | undefined {
  return clearPeerUrl(values.SOTTO_PEER_URL, values.SOTTO_PEER_PLAIN_HTTP)
}
