/** How another server of the installation is reached: what is passed on carries cookies, and must not go in clear through the world. */
import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { ServerStartError } from '../server-start-error.ts'

/**
 * - `private`: plain http to this machine and to addresses of private networks
 * - `any`: plain http wherever a server says that it is reached, on a network one trusts
 */
export const peerPlainHttpModes = ['private', 'any'] as const

export interface PeerWaySettings {
  readonly plainHttp: (typeof peerPlainHttpModes)[number]
  /** Absolute; certificates (PEM) that are believed instead of those that Node knows. */
  readonly caFile: string | undefined
}

/** For `node:https` and `ws`: the certificate is checked, and it names the server that is asked, not the console. */
export interface PeerTls {
  readonly rejectUnauthorized: true
  readonly servername: string
  readonly ca?: string
}

export type PeerWayTo =
  | { readonly kind: 'tls'; readonly tls: PeerTls }
  | { readonly kind: 'plain' }
  /** Nothing of a person's goes there. */
  | { readonly kind: 'refused' }

export interface PeerWay {
  to(address: string): PeerWayTo
}

/** Throws a `ServerStartError` when the file with certificates cannot be read. */
export function openPeerWay({ caFile, plainHttp }: PeerWaySettings): PeerWay {
  const ca = caFile === undefined ? undefined : readCertificates(caFile)
  return {
    to(address) {
      const { hostname, protocol } = new URL(address)
      const host = hostname.replace(/^\[(.+)\]$/, '$1')
      if (protocol !== 'https:')
        return { kind: plainHttp === 'any' || isNear(host) ? 'plain' : 'refused' }
      const servername = isIP(host) === 0 ? host : ''
      return {
        kind: 'tls',
        tls: { rejectUnauthorized: true, servername, ...(ca === undefined ? {} : { ca }) },
      }
    },
  }
}

/** One line where `SOTTO_PEER_URL` would have the others send cookies in clear. */
export function clearPeerUrl(
  peerUrl: string | undefined,
  plainHttp: PeerWaySettings['plainHttp'],
): string | undefined {
  if (peerUrl === undefined) return undefined
  const { kind } = openPeerWay({ caFile: undefined, plainHttp }).to(peerUrl)
  return kind === 'refused'
    ? 'SOTTO_PEER_URL must begin with https:// unless it is an address of a private network (10.0.0.5), or SOTTO_PEER_PLAIN_HTTP=any says that its network is to be trusted'
    : undefined
}

const near = new BlockList()
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  // Between machines of one provider, and of one cable (RFC 6598, RFC 3927).
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const)
  near.addSubnet(network, prefix, 'ipv4')
near.addAddress('::1', 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')

/** A name may be anybody's tomorrow: only `localhost` is near by name. */
function isNear(host: string): boolean {
  const version = isIP(host)
  if (version === 0) return host === 'localhost'
  return near.check(host, version === 4 ? 'ipv4' : 'ipv6')
}

function readCertificates(file: string): string {
  const text = readOrNothing(file)
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new ServerStartError(`SOTTO_PEER_CA_FILE: ${file} cannot be read, or holds no certificate.`)
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
