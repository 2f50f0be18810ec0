/** Turns whatever a door throws into the platform's one shape of a refusal. */
import type { Server } from 'node:http'
import type { Logger, Random } from '@sotto/kernel'
import type {
  FastifyError,
  FastifyHttpOptions,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify'
import { badRequest, Refusal, type RefusalCode, refusalBody } from './refusal.ts'

/** Installs the handlers for errors and for addresses nobody answers, for every door on `app`. Call it before routes are added. */
export function installRefusals(
  app: FastifyInstance,
  { random, logger }: { readonly random: Random; readonly logger: Logger },
): void {
  const routes: { readonly method: string; readonly pattern: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    const pattern = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+').replace('*', '.*')}$`)
    for (const one of [method].flat()) routes.push({ method: one, pattern })
  })

  function send(reply: FastifyReply, refusal: Refusal): FastifyReply {
    return reply
      .code(refusal.status)
      .headers(refusal.headers)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(refusalBody(refusal, random.id())))
  }

  app.setErrorHandler((failure: FastifyError, request, reply) => {
    const refusal = failure instanceof Refusal ? failure : refusalOf(failure)
    if (refusal.status >= 500 && !(failure instanceof Refusal))
      logger.error('request-failed', {
        method: request.method,
        route: request.routeOptions.url,
        message: failure.message,
        stack: failure.stack,
      })
    return send(reply, refusal)
  })

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    return send(reply, allowed.length === 0 ? unknownAddress() : wrongMethod(request, allowed))
  })
}

/** Options for `fastify()`: what cannot even be routed, or read as HTTP, is refused in the same shape. */
export function malformedRequestOptions(
  random: Random,
): Pick<FastifyHttpOptions<Server>, 'frameworkErrors' | 'clientErrorHandler'> {
  const malformed = badRequest('url', 'The request cannot be understood.')
  const body = () => JSON.stringify(refusalBody(malformed, random.id()))
  return {
    frameworkErrors(_failure, _request, reply) {
      const text = body()
      reply.hijack()
      reply.raw
        .writeHead(malformed.status, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(text),
        })
        .end(text)
    },
    clientErrorHandler(_failure, socket) {
      if (!socket.writable) return socket.destroy()
      const text = body()
      const head = [
        'HTTP/1.1 400 Bad Request',
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(text)}`,
        'Connection: close',
      ]
      return socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
    },
  }
}

function unknownAddress(): Refusal {
  return new Refusal({ status: 404, code: 'not.found', message: 'There is no such address.' })
}

function wrongMethod({ method }: FastifyRequest, allowed: readonly string[]): Refusal {
  return new Refusal({
    status: 405,
    code: 'method.not.allowed',
    message: `${method} is not possible here.`,
    headers: { allow: [...new Set(allowed)].join(', ') },
  })
}

const codeByStatus: Readonly<Record<number, RefusalCode>> = {
  404: 'not.found',
  413: 'body.too.large',
  415: 'unsupported.media.type',
}

/** What the HTTP library itself refuses, and what nobody expected. */
function refusalOf(failure: FastifyError): Refusal {
  const status = failure.statusCode ?? 500
  if (status >= 500)
    return new Refusal({ status: 500, code: 'internal.error', message: 'The platform failed.' })
  const code = codeByStatus[status] ?? 'bad.request'
  const details = code === 'bad.request' ? { field: 'body' } : {}
  return new Refusal({ status, code, message: failure.message, details })
}
