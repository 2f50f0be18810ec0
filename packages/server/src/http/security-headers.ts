/** What browsers are told about every answer of ours: run nothing but our own files, be framed by nobody, tell nobody. */
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { PublicAddress } from './public-address.ts'

/** The microphone is ours alone; everything else is nobody's. */
const permissionsPolicy =
  'microphone=(self), autoplay=(self), camera=(), display-capture=(), geolocation=(), payment=(), usb=()'

export async function registerSecurityHeaders(
  app: FastifyInstance,
  address: PublicAddress,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // Not every browser counts the socket's scheme as 'self'.
        connectSrc: ["'self'", () => address.origin().replace(/^http/, 'ws')],
        workerSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        // No text becomes code: neither ours nor a library's may turn a string into markup, and no policy may say otherwise.
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
    },
    strictTransportSecurity: address.isHttps() ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', permissionsPolicy)
  })
}
