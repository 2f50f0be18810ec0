/** Where the other servers of an installation reach this one. */
import { z } from 'zod'

/** Plain http, as between the balancer and the servers: for the network they share. */
export const peerUrlSchema = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'http:',
    'must begin with http://',
  )
  .transform((text) => new URL(text).origin)

/**
 * `listening`: the address that is listened on, such as `http://0.0.0.0:4400`. Where that is every address of this machine,
 * `ownHost` is the one to be named; undefined when there is none.
 */
export function peerAddressOf(listening: string, ownHost: string | undefined): string | undefined {
  const url = new URL(listening)
  const isEverywhere = ['0.0.0.0', '[::]'].includes(url.hostname)
  if (!isEverywhere) return url.origin
  return ownHost === undefined ? undefined : `http://${ownHost}:${url.port}`
}
