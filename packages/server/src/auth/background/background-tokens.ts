/** The console's own token at the platform (client credentials, RFC 6749, 4.4): for reading in the background, in memory only. */
import { type Clock, type MonotonicMs, type Secret, secret } from '@sotto/kernel'
import { type BackgroundAccess, type BackgroundCredentials, PlatformError } from '@sotto/platform'
import * as oauth from 'openid-client'
import { discover, type Fetch, platformErrorOf } from '../sign-in/discover.ts'
import { refreshLeadMs } from '../tokens/refresh-lead.ts'

export interface BackgroundTokensOptions {
  readonly access: Pick<BackgroundAccess, 'signIn'>
  readonly clock: Clock
  readonly fetch: Fetch
  readonly timeoutMs: number
}

interface Known {
  readonly token: Secret<string>
  readonly renewAt: MonotonicMs
}

/** What a platform that does not say grants, at least. */
const shortestLifetimeMs = 300_000

/** Rejects with `token-invalid` while the platform has no such client of ours. One request at a time for all who ask. */
export function createBackgroundTokens(options: BackgroundTokensOptions): BackgroundCredentials {
  const { access, clock } = options
  let known: Known | undefined
  let flight: Promise<Known> | undefined

  async function grant(): Promise<Known> {
    const settings = await access.signIn()
    if (settings === undefined)
      throw new PlatformError('token-invalid', 'there is no client for the background')
    const askedAt = clock.monotonicNow()
    const configuration = await discover(settings, options)
    try {
      const answer = await oauth.clientCredentialsGrant(configuration, {
        scope: settings.scopes.join(' '),
      })
      const lifetimeMs = (answer.expires_in ?? shortestLifetimeMs / 1_000) * 1_000
      return {
        token: secret(answer.access_token),
        renewAt: askedAt + lifetimeMs - refreshLeadMs(lifetimeMs),
      }
    } catch (failure) {
      throw platformErrorOf(failure)
    }
  }

  async function renew(): Promise<Secret<string>> {
    flight ??= grant().finally(() => {
      flight = undefined
    })
    known = await flight
    return known.token
  }

  return {
    speaksFor: 'nobody',
    readingToken: async () =>
      known !== undefined && clock.monotonicNow() < known.renewAt ? known.token : renew(),
    renewedReadingToken: async (stale) =>
      known !== undefined && known.token.reveal() !== stale.reveal() ? known.token : renew(),
  }
}
