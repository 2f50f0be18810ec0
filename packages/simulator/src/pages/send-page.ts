/** How the simulator's own pages, their styles and their scripts are sent: nothing from elsewhere, nothing kept. */
import type { FastifyReply } from 'fastify'

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  // Older browsers do not count a socket to the same place as 'self'.
  "connect-src 'self' ws:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type PageType = 'text/html' | 'text/css' | 'text/javascript' | 'application/json'

export function sendPage(reply: FastifyReply, type: PageType, text: string): FastifyReply {
  return reply
    .headers({
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(text)
}
