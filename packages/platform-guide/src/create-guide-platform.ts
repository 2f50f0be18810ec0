/** Wires the guides' dialect to the port: one budget for all persons, one view of the platform per person. */
import { type Clock, createScope, type Logger, type Random, type Secret } from '@sotto/kernel'
import {
  type BackgroundAccess,
  type Credentials,
  mayCall,
  type OutboundPlace,
  onlyTo,
  type PersonalPlatform,
  type Platform,
  type PlatformCapabilities,
} from '@sotto/platform'
import { backgroundScopes, createGuideBackground } from './guide-background.ts'
import { createGuidePerson } from './guide-person.ts'
import { type OpenSocket, openWebSocket } from './http/client-socket.ts'
import type { Fetch } from './http/guide-http.ts'
import { createRequestBudget } from './http/request-budget.ts'
import { secretErrorOf } from './map/map-error.ts'
import { baseScopes, scopesOfPermissions } from './map/map-person.ts'
import { outboundPlacesOf } from './outbound-places.ts'

export interface BackgroundClient {
  readonly clientId: string
  readonly clientSecret: Secret<string>
}

export interface GuidePlatformOptions {
  /** Without a trailing slash, for instance `http://127.0.0.1:4500`. Also the issuer of its tokens. */
  readonly baseUrl: string
  readonly clientId: string
  /** The client that reads in the background; undefined while there is none. Absent: never. */
  readonly readBackgroundClient?: () => Promise<BackgroundClient | undefined>
  /** Read anew at each sign-in: the platform may make the secret only at its first start. */
  readonly readClientSecret: () => Promise<Secret<string>>
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly fetch: Fetch
  /** Sockets of the `ws` package unless told. */
  readonly openSocket?: OpenSocket
  /** Requests to the platform in a second at most, 80 unless told; a quarter on top as a burst, which makes its limit of 100. */
  readonly requestsPerSecond?: number
  /** How long one request may take, 5,000 unless told. */
  readonly timeoutMs?: number
}

const capabilities: PlatformCapabilities = {
  textWhisper: { supported: true },
  audioWhisper: { supported: true },
  mixLevel: { supported: true },
  monitor: { supported: true },
  barge: { supported: true },
  receipts: { supported: true },
  coaching: { supported: true },
}

/** A request that has waited this long for its turn would only come late. */
const longestWaitMs = 10_000

export function createGuidePlatform(options: GuidePlatformOptions): Platform {
  const {
    baseUrl,
    clock,
    readBackgroundClient,
    requestsPerSecond = 80,
    timeoutMs = 5_000,
  } = options
  const scope = createScope()
  const budget = createRequestBudget({
    clock,
    perSecond: requestsPerSecond,
    burst: Math.max(1, Math.floor(requestsPerSecond / 4)),
    longestWaitMs,
  })
  const outbound = outboundPlacesOf(baseUrl)
  const apiUrl = `${baseUrl}/api/v2`
  const guarded = { ...options, apiUrl, budget, timeoutMs, fetch: onlyTo(outbound, options.fetch) }
  const openSocket = options.openSocket ?? openWebSocket
  const open = new Set<() => void>()
  scope.onClose(() => {
    for (const closer of [...open]) closer()
  })
  // The same giver of tokens is the same person: whoever asks twice shares requests that run at the same time.
  const persons = new WeakMap<Credentials, PersonalPlatform>()

  function makePerson(credentials: Credentials): PersonalPlatform {
    return createGuidePerson({
      ...guarded,
      credentials,
      openSocket: onlyOpening(outbound, openSocket),
      onClose(closer) {
        open.add(closer)
        return () => {
          open.delete(closer)
        }
      },
    })
  }

  const access = (read: NonNullable<typeof readBackgroundClient>): BackgroundAccess => ({
    async signIn() {
      const client = await read()
      return client && { ...client, issuer: baseUrl, scopes: backgroundScopes }
    },
    reader: (credentials) => createGuideBackground({ ...guarded, credentials }),
  })

  return {
    name: 'guide',
    capabilities,
    origins: [new URL(baseUrl).origin, new URL(baseUrl).origin.replace(/^http/, 'ws')],
    outbound,
    ...(readBackgroundClient === undefined ? {} : { background: access(readBackgroundClient) }),
    async signIn() {
      const clientSecret = await options.readClientSecret().catch((cause: unknown) => {
        throw secretErrorOf(cause)
      })
      return {
        issuer: baseUrl,
        clientId: options.clientId,
        clientSecret,
        scopes: scopesOfPermissions(),
        baseScopes,
      }
    },
    forPerson(credentials) {
      const person = persons.get(credentials) ?? makePerson(credentials)
      persons.set(credentials, person)
      return person
    },
    traffic: () => budget.traffic(),
    close: () => scope.close(),
  }
}

function onlyOpening(places: readonly OutboundPlace[], openSocket: OpenSocket): OpenSocket {
  return (input) => {
    // Addresses are made here from ids that were looked at: anything else is a bug, and its token must not leave.
    if (!mayCall(places, input.url)) throw new Error('a socket to a place that is not on the list')
    return openSocket(input)
  }
}
