import type { FastifyReply } from 'fastify'
import type { CommandAnswer } from './run-once.ts'

/** A command's answer as it was written down, the first time and every time it is asked for again. */
export function sendJson(reply: FastifyReply, { status, body }: CommandAnswer): FastifyReply {
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(body)
}
