/**
 * The fault panel's doors: its page, and the picture behind it. This machine only. What the page changes goes by the
 * simulator's own doors, the same that any other program uses.
 */
import type { Clock } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parse } from '../api/parse.ts'
import type { FaultBoard } from '../faults/faults.ts'
import { welcome, wordsAsked } from '../pages/page-visit.ts'
import { requireLocal } from '../pages/require-local.ts'
import { sendPage } from '../pages/send-page.ts'
import { faultPage } from './page/fault-html.ts'
import { faultScript } from './page/fault-script.ts'
import { faultStyle } from './page/fault-style.ts'
import { viewFaultPanel } from './view/fault-panel-view.ts'
import type { FaultPanelWorld } from './view/fault-panel-world.ts'
import { noteRights } from './view/rights.ts'
import { createStrikeLog } from './view/strike-log.ts'

export interface FaultPanelDeps {
  readonly world: FaultPanelWorld
  readonly faults: FaultBoard
  readonly clock: Clock
  /** Where the console is; the page links to it when it is an address of the web. */
  readonly panelUrl: string
}

const viewQuery = z.object({
  personId: z.string().max(200).optional(),
  conversationId: z.string().max(200).optional(),
})

/** Call it before anybody's rights change: what they are now is what "give everything back" means. */
export function registerFaultPanel(app: FastifyInstance, deps: FaultPanelDeps): void {
  const { world, faults, clock } = deps
  const originalRights = noteRights(world.people.values())
  const log = createStrikeLog(faults, clock)
  app.addHook('onClose', async () => log.close())
  const local = {
    onRequest: async (request: Parameters<typeof requireLocal>[0]) => requireLocal(request),
  }

  app.get('/faults', local, async (request, reply) => {
    const words = welcome(request, reply)
    if (words === undefined) return reply
    const people = [...world.people.values()]
    const queues = [...world.queues.values()]
    const page = faultPage({ words, people, queues, consoleUrl: webAddress(deps.panelUrl) })
    return sendPage(reply, 'text/html', page)
  })
  app.get('/faults/faults.css', local, async (_request, reply) =>
    sendPage(reply, 'text/css', faultStyle),
  )
  app.get('/faults/faults.js', local, async (request, reply) =>
    sendPage(reply, 'text/javascript', faultScript(wordsAsked(request))),
  )
  app.get('/faults/view', local, async (request, reply) => {
    const { personId, conversationId } = parse(viewQuery, request.query)
    const words = wordsAsked(request)
    const input = { words, world, faults: faults.current, strikes: log.strikes, originalRights }
    const view = viewFaultPanel({ ...input, personId, conversationId })
    return sendPage(reply, 'application/json', JSON.stringify(view))
  })
}

function webAddress(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed?.protocol === 'http:' || parsed?.protocol === 'https:' ? parsed.href : undefined
}
