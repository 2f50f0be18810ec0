import type { Person } from '@sotto/domain'
import type { Credentials } from '@sotto/platform'
import type { FastifyRequest } from 'fastify'

/** One signed-in person in one browser. Tabs share it. */
export interface Session {
  readonly id: string
  readonly person: Person
  readonly credentials: Credentials
}

export interface Sessions {
  /** Who sends this request, by its cookie; undefined when nobody is signed in (or no more). */
  authenticate(request: FastifyRequest): Promise<Session | undefined>
  /** A session is over (signed out, refresh refused, expired): its sockets close, its lines end. */
  onEnded(listener: (sessionId: string) => void): () => void
}
