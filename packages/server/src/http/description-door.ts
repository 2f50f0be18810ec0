/** What the doors are, for whoever writes a program that uses them: somebody signed in, or whoever runs us. */
import type { FastifyInstance } from 'fastify'
import { requireSession } from './guards.ts'
import type { OperatorAccess } from './operator-access.ts'

export async function registerDescriptionDoor(
  app: FastifyInstance,
  operators: OperatorAccess,
): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (request) => {
    // Only a missing session is another question; one that asks too much is told so.
    if ((await app.guards.sessions.authenticate(request)) === undefined)
      await operators.require(request)
    else await requireSession(request)
    return app.swagger()
  })
}
