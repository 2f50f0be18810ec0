/** Where the other servers of an installation reach this one. */
import { z } from 'zod'

/** Plain http is for private networks, as `peer-way.ts` says. */
export const peerUrlSchema = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must begin with http:// or https://',
  )
  .transform((text) => new URL(text).origin)

export interface Listening {
  /** The address that is listened on, such as `http://0.0.0.0:4400`. What it says of TLS is not to be relied on. */
  readonly listening: string
  readonly speaksTls: boolean
  /** Of this machine, to be named where every address of it is listened on; undefined when there is none. */
  readonly ownHost: string | undefined
}

/** Undefined where others have no way to this machine. */
export function peerAddressOf({ listening, ownHost, speaksTls }: Listening): string | undefined {
  const { hostname, port } = new URL(listening)
  const isEverywhere = ['0.0.0.0', '[::]'].includes(hostname)
  const host = isEverywhere ? ownHost : hostname
  return host === undefined ? undefined : `${speaksTls ? 'https' : 'http'}://${host}:${port}`
}
