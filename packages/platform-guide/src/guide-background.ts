/**
 * The guides' platform, read on the console's own behalf. Whatever is asked here is a `GET` of the one path below: the fetch in its
 * hands takes nothing else, so that no act can be made of it.
 */
import { ok } from '@sotto/kernel'
import {
  type BackgroundCredentials,
  type BackgroundReader,
  onlyTo,
  PlatformError,
} from '@sotto/platform'
import { createGuideHttp, type Fetch, type GuideHttpOptions } from './http/guide-http.ts'
import { queuesSchema } from './wire/people.ts'

export interface GuideBackgroundOptions extends Omit<GuideHttpOptions, 'credentials'> {
  readonly credentials: BackgroundCredentials
}

export function createGuideBackground(options: GuideBackgroundOptions): BackgroundReader {
  const { apiUrl, credentials } = options
  const url = new URL(apiUrl)
  const http = createGuideHttp({
    ...options,
    fetch: onlyReading(
      onlyTo([{ origin: url.origin, paths: [`${url.pathname}/routing/queues`] }], options.fetch),
    ),
    credentials: {
      accessToken: () => credentials.readingToken(),
      refresh: (stale) => credentials.renewedReadingToken(stale),
    },
  })
  return {
    async queues() {
      const found = await http.get('/routing/queues', queuesSchema)
      return found.ok ? ok(found.value.entities) : found
    },
  }
}

/** Refuses every method that could change something, before it leaves. */
export function onlyReading(fetch: Fetch): Fetch {
  return async (url, init) => {
    if (init.method !== 'GET' || init.body != null)
      throw new PlatformError('unexpected-answer', 'the background may only read')
    return fetch(url, init)
  }
}

/** What the console may ask for itself: names of queues, and nothing that acts. */
export const backgroundScopes: readonly string[] = ['routing:read']
