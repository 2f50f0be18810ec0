/** Who may see what is for whoever runs us: a machine of theirs, or whoever shows their token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { ServerStartError } from '../server-start-error.ts'
import { ApiRefusal } from './api-refusal.ts'

export interface OperatorAccessSettings {
  /** Addresses and networks (`10.0.0.0/8`) that need no token. */
  readonly networks: readonly string[]
  /** Absolute; holds the token that whoever comes from elsewhere shows. Undefined: there is none. */
  readonly tokenFile: string | undefined
}

export interface OperatorAccess {
  /** Throws `operator-only`: 401 where a token would help, else 403. */
  require(request: FastifyRequest): Promise<void>
}

/** What can be guessed is no token. */
const shortestToken = 16

/** Rejects when the token's file cannot be read or holds too little. */
export async function openOperatorAccess({
  networks,
  tokenFile,
}: OperatorAccessSettings): Promise<OperatorAccess> {
  const near = blockListOf(networks)
  if (tokenFile !== undefined && !((await readToken(tokenFile)).length >= shortestToken))
    throw new ServerStartError(
      `SOTTO_METRICS_TOKEN_FILE: ${tokenFile} cannot be read, or holds fewer than ${shortestToken} characters.`,
    )

  async function showsToken({ headers }: FastifyRequest): Promise<boolean> {
    const shown = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
    if (shown === undefined || tokenFile === undefined) return false
    // Read each time: a token that was changed counts from now on.
    const token = await readToken(tokenFile)
    return token.length >= shortestToken && timingSafeEqual(digestOf(shown), digestOf(token))
  }

  return {
    async require(request) {
      if (isNear(request, near) || (await showsToken(request))) return
      throw new ApiRefusal({
        status: tokenFile === undefined ? 403 : 401,
        code: 'operator-only',
        message: 'This is for whoever runs this console.',
      })
    },
  }
}

/** Of `SOTTO_METRICS_NETWORKS`: each an address, or a network with the length of its prefix. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const longest = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  if (longest < 0 || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

function isNear(request: FastifyRequest, near: BlockList): boolean {
  const address = request.ip.replace(/^::ffff:(?=\d+\.)/i, '')
  // A proxy nobody told us of stands near us, and whom it speaks for does not.
  if (isForwarded(request) && request.ip === request.socket.remoteAddress) return false
  if (isIPv4(address)) return near.check(address, 'ipv4')
  return isIPv6(address) && near.check(address, 'ipv6')
}

function isForwarded({ headers }: FastifyRequest): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
}

/** Empty when there is none. */
async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    return ''
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
