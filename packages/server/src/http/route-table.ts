/** Which doors there are, noted down as they are hung: to tell "no such door" from "not with that method". */
import type {} from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'

export interface RouteTable {
  /** Every door with its template, in the order in which they were hung. */
  doors(): readonly RouteDoor[]
  /** Under which methods there is a door at this path (no query), in alphabetical order. */
  methodsAt(path: string): readonly string[]
  /** Whether the door with this template takes WebSockets only. */
  isSocket(template: string | undefined): boolean
}

export interface RouteDoor {
  /** Such as `/api/conversations/:id/mode`. */
  readonly template: string
  readonly methods: readonly string[]
}

interface Door extends RouteDoor {
  readonly segments: readonly string[]
}

/** Must be called before the first door is hung. */
export function noteRoutes(app: FastifyInstance): RouteTable {
  const doors: Door[] = []
  const sockets = new Set<string>()
  app.addHook('onRoute', ({ url, method, websocket }) => {
    if (websocket === true) sockets.add(url)
    doors.push({ template: url, segments: url.split('/'), methods: [method].flat() })
  })
  return {
    doors: () => doors.map(({ template, methods }) => ({ template, methods })),
    isSocket: (template) => template !== undefined && sockets.has(template),
    methodsAt(path) {
      const segments = path.split('/')
      const found = doors.filter((door) => fits(door.segments, segments))
      return [...new Set(found.flatMap((door) => door.methods))].sort()
    },
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  // A catch-all is no door of its own: whatever nobody else takes ends there.
  if (pattern.includes('*')) return false
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) =>
      part.startsWith(':') ? segments[index] !== '' : part === segments[index],
    )
  )
}
