import type { Browser, BrowserContext } from 'playwright-core'
import { signInUnseen } from './browser.ts'
import { agentOf, type ContactCentre, supervisorOf } from './contact-centre.ts'
import { type Panel, panelOn } from './panel.ts'
import type { SimulatedConversation, SimulatedPerson } from './simulator-client.ts'

/** A conversation of its own, a supervisor who may coach in it, and their panel with it open. */
export interface Scene {
  readonly conversation: SimulatedConversation
  readonly agent: SimulatedPerson
  readonly supervisor: SimulatedPerson
  readonly context: BrowserContext
  readonly panel: Panel
}

export async function setScene(
  centre: Pick<ContactCentre, 'panelUrl' | 'simulator'>,
  browser: Browser,
  scenario: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
  queueId?: string,
): Promise<Scene> {
  const conversation = await centre.simulator.startConversation({
    scenario,
    ...(queueId === undefined ? {} : { queueId }),
  })
  const state = await centre.simulator.state()
  const supervisor = supervisorOf(state, conversation.queueId)
  const agent = agentOf(state, conversation.id)
  const context = await browser.newContext()
  await prepare(context)
  await signInUnseen(context, centre.panelUrl, supervisor.name)
  const panel = panelOn(await context.newPage(), centre.panelUrl)
  await panel.goTo(conversation.id)
  return { conversation, agent, supervisor, context, panel }
}
