/** TLS of our own: the files are followed, so that a certificate is renewed while people work. */
import { readFileSync } from 'node:fs'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { createServer } from 'node:https'
import { createSecureContext } from 'node:tls'
import { type Clock, type Logger, repeat } from '@sotto/kernel'
import { ServerStartError } from '../server-start-error.ts'

/** Both PEM, both absolute; the certificate with those between it and a known one behind it. */
export interface OwnTlsFiles {
  readonly certificateFile: string
  readonly keyFile: string
}

export interface OwnTls {
  createServer(options: ServerOptions, listener: RequestListener): Server
  close(): void
}

export const lookEveryMs = 10_000
const minVersion = 'TLSv1.2'

interface Pair {
  readonly cert: string
  readonly key: string
}

/** Throws a `ServerStartError` when the files cannot be read or do not belong together. */
export function openOwnTls(
  files: OwnTlsFiles,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): OwnTls {
  let pair = firstPair(files)
  /** Complained of already. */
  let unusable: string | undefined
  const servers = new Set<ReturnType<typeof createServer>>()

  function look(): void {
    const found = readPair(files)
    if (found === undefined || (found.cert === pair.cert && found.key === pair.key)) return
    if (!isUsable(found)) {
      // Perhaps half written: the next look tells.
      if (unusable !== found.cert) logger.warn('certificate-unusable')
      unusable = found.cert
      return
    }
    pair = found
    unusable = undefined
    for (const server of servers) server.setSecureContext({ ...pair, minVersion })
    logger.info('certificate-changed')
  }

  return {
    createServer(options, listener) {
      const { headersTimeout: handshakeTimeout } = options
      const server = createServer(
        {
          ...options,
          ...pair,
          minVersion,
          // Whoever is slow before the first header is as slow as in it.
          ...(handshakeTimeout === undefined ? {} : { handshakeTimeout }),
        },
        listener,
      )
      servers.add(server)
      server.once('close', () => servers.delete(server))
      return server
    },
    close: repeat(clock, lookEveryMs, look),
  }
}

function firstPair(files: OwnTlsFiles): Pair {
  const pair = readPair(files)
  if (pair !== undefined && isUsable(pair)) return pair
  throw new ServerStartError(
    `SOTTO_TLS_CERT_FILE and SOTTO_TLS_KEY_FILE: ${files.certificateFile} and ${files.keyFile} cannot be read, or are not a certificate and its key.`,
  )
}

function readPair({ certificateFile, keyFile }: OwnTlsFiles): Pair | undefined {
  try {
    return { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
  } catch {
    return undefined
  }
}

function isUsable(pair: Pair): boolean {
  try {
    createSecureContext(pair)
    return true
  } catch {
    return false
  }
}
