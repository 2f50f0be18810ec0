/** `GET /api/me`: who is signed in here, as the platform says now. */
import { defaultControlTimings, type Person } from '@sotto/domain'
import type { Platform, PlatformCapabilities } from '@sotto/platform'
import { type Me, meSchema } from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { requireSession } from '../http/guards.ts'
import type { Told } from '../live/queues/told-lately.ts'
import type { SessionKeeper } from '../sessions/create-sessions.ts'
import { grantedPerson } from './granted-person.ts'
import type { SessionTokens } from './tokens/session-tokens.ts'

export interface MeDoorOptions {
  readonly platform: Platform
  readonly sessions: Pick<SessionKeeper, 'updatePerson'>
  readonly tokens: Pick<SessionTokens, 'scopesOf'>
  readonly settings: Me['settings']
  /** What the sign-in was told of them a moment ago. */
  readonly personLately?: (sessionId: string) => Person | undefined
  /** What the platform said, for whoever would ask for it next. */
  readonly onTold?: (sessionId: string, told: Told) => void
}

export const defaultMeSettings: Me['settings'] = {
  defaultMixLevel: 0.65,
  confirmationTimeoutMs: defaultControlTimings.confirmationTimeoutMs,
}

export async function registerMeDoor(app: FastifyInstance, options: MeDoorOptions): Promise<void> {
  const { platform, sessions, tokens } = options
  app.get('/api/me', async (request, reply): Promise<Me> => {
    const session = await requireSession(request)
    const personal = platform.forPerson(session.credentials)
    const [told, queues, settings, scopes] = await Promise.all([
      options.personLately?.(session.id) ?? personal.whoAmI(),
      personal.queues(),
      platform.signIn(),
      tokens.scopesOf(session.id),
    ])
    // Rights may have changed since the sign-in; from now on the session has the new ones.
    const person = grantedPerson(told, scopes, settings.scopes)
    await sessions.updatePerson(session.id, person)
    options.onTold?.(session.id, { person: told, queues })
    reply.header('cache-control', 'no-store')
    return meSchema.parse({
      ...person,
      queues,
      unsupported: unsupportedOf(platform.capabilities),
      settings: options.settings,
    })
  })
}

function unsupportedOf(capabilities: PlatformCapabilities): Record<string, string> {
  return Object.fromEntries(
    Object.entries(capabilities).flatMap(([name, capability]) =>
      capability.supported ? [] : [[name, capability.reason]],
    ),
  )
}
