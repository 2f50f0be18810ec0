/** The REST doors over a world on a fake clock, asked in process. A bearer token names its person: `user-id` or `user-id+scope,scope`. */
import { seededRandom, silentLogger } from '@sotto/kernel'
import fastify, { type FastifyInstance } from 'fastify'
import type { Authentication } from '../../oauth/caller.ts'
import { putOnTrial, type WorldOnTrial } from '../../world/testing/world-on-trial.ts'
import { accessTable } from '../access.ts'
import { Refusal } from '../refusal.ts'
import { installRefusals } from '../refusal-handler.ts'
import { registerApi } from '../register-api.ts'
import { createTrafficLog } from '../traffic-log.ts'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the door said
  readonly body: any
  readonly headers: Readonly<Record<string, unknown>>
}

export interface Call {
  /** A person's name, or `client` for client credentials; undefined: no token. */
  readonly as?: string | undefined
  readonly scopes?: readonly string[]
  readonly body?: unknown
  /** Sent as it stands. */
  readonly rawBody?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly remoteAddress?: string
}

export interface ApiOnTrial extends WorldOnTrial {
  readonly app: FastifyInstance
  call(method: string, url: string, call?: Call): Promise<Answer>
}

export const allScopes = [...new Set(Object.values(accessTable).map(({ scope }) => scope))]

export async function putApiOnTrial(): Promise<ApiOnTrial> {
  const trial = putOnTrial()
  const app = fastify({ bodyLimit: 65_536 })
  installRefusals(app, { random: seededRandom(1), logger: silentLogger })
  const streams = { connections: 2, bytes: 300, tokenInUrl: 1 }
  await registerApi(app, {
    world: trial.world,
    faults: trial.faults,
    clock: trial.clock,
    random: seededRandom(2),
    authentication: authenticationOf(trial),
    media: {
      recording: async (conversationId, leg, fromMs, toMs) =>
        conversationId === 'recorded'
          ? Buffer.from(`${leg} ${fromMs} ${toMs ?? 'end'}`)
          : undefined,
    },
    traffic: createTrafficLog(trial.clock),
    eventHub: {
      get traffic() {
        return { ...streams }
      },
      resetTraffic: () => Object.assign(streams, { connections: 0, bytes: 0, tokenInUrl: 0 }),
    },
  })

  return {
    ...trial,
    app,
    async call(method, url, { as, scopes, body, rawBody, headers, remoteAddress } = {}) {
      const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
      const response = await app.inject({
        method: method as 'GET',
        url,
        ...(payload === undefined ? {} : { payload }),
        ...(remoteAddress === undefined ? {} : { remoteAddress }),
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...(as === undefined ? {} : { authorization: `Bearer ${token(trial, as, scopes)}` }),
          ...headers,
        },
      })
      const isJson = String(response.headers['content-type']).includes('application/json')
      return {
        status: response.statusCode,
        body: isJson ? response.json() : response.body,
        headers: response.headers,
      }
    },
  }
}

function token(trial: WorldOnTrial, as: string, scopes: readonly string[] | undefined): string {
  const holder = as === 'client' || as === 'expired' ? as : trial.person(as).id
  return scopes === undefined ? holder : `${holder}+${scopes.join(',')}`
}

function authenticationOf(trial: WorldOnTrial): Authentication {
  async function authenticateToken(bearerToken: string | undefined) {
    const [holder, scopes] = bearerToken?.split('+') ?? []
    const person = trial.world.people.get(holder ?? '')
    if (person?.active !== true && holder !== 'client')
      throw new Refusal({ status: 401, code: 'token.invalid', message: 'No.' })
    return {
      ...(person === undefined ? {} : { person }),
      clientId: 'test',
      scopes: new Set(scopes?.split(',') ?? allScopes),
      expiresAtWallMs: Number.POSITIVE_INFINITY,
    }
  }
  return {
    authenticateToken,
    authenticate: ({ headers }) =>
      authenticateToken(headers.authorization?.slice('Bearer '.length)),
  }
}
