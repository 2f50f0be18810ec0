/** Keeps pages of elsewhere, open in the same browser, out of the simulator's own doors. */
import type { FastifyRequest } from 'fastify'
import { notFound } from '../api/refusal.ts'

/** Throws `Refusal` 404 unless this machine asks, under a name of its own, from no page or from one of the same origin. */
export function requireLocal({ ip, headers: { origin, host } }: FastifyRequest): void {
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(ip)
  const sameOrigin = origin === undefined || origin === `http://${host}`
  if (loopback && sameOrigin && isLoopbackName(host)) return
  throw notFound('address')
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}
