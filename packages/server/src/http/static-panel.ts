/** The panel's files: the page itself is always asked for anew, what carries a hash in its name is kept for ever. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ServerStartError } from '../server-start-error.ts'
import { refuseUnknownDoor } from './error-handler.ts'
import type { RouteTable } from './route-table.ts'

/** Below these there are doors, not places of the panel. */
const doorPaths = /^\/(api|auth|live|audio|metrics|healthz|readyz|assets)(\/|$)/

/** Hangs the panel, and what answers where nothing else does. Throws when the directory holds no panel. */
export async function registerPanel(
  app: FastifyInstance,
  routes: RouteTable,
  panelDirectory: string | undefined,
): Promise<void> {
  if (panelDirectory === undefined) {
    app.setNotFoundHandler((request, reply) => refuseUnknownDoor(routes, request, reply))
    return
  }
  if (!existsSync(path.join(panelDirectory, 'index.html')))
    throw new ServerStartError(`There is no panel in ${panelDirectory}: build it first.`)
  await app.register(fastifyStatic, {
    root: panelDirectory,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders(response, file) {
      response.setHeader('cache-control', cachingOf(file))
    },
  })
  app.setNotFoundHandler((request, reply) =>
    isPlace(request) ? sendIndex(reply) : refuseUnknownDoor(routes, request, reply),
  )
}

function cachingOf(file: string): string {
  const isHashed = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path.basename(file))
  return isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** An address inside the panel, opened or reloaded: the panel itself finds its way. */
function isPlace(request: FastifyRequest): boolean {
  const [place = '/'] = request.url.split('?')
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.headers.accept ?? '').includes('text/html') &&
    !doorPaths.test(place)
  )
}

function sendIndex(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html')
}
