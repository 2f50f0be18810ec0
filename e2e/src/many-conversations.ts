/** Fills the simulated contact centre through its own door, agent by agent. */
import type { SimulatedPerson, SimulatorClient } from './simulator-client.ts'

/** What one agent takes at once. */
const scenariosOfAgent = ['steady', 'chat', 'chat', 'email'] as const
const atOnce = 8

/** Resolves with how many there are then; fewer than asked for where all agents have all they take. */
export async function startManyConversations(
  simulator: SimulatorClient,
  wanted: number,
): Promise<number> {
  const { people, conversations } = await simulator.state()
  const agents = people.filter(({ role }) => role === 'agent')
  let count = conversations.filter(({ state }) => state !== 'ENDED').length
  async function fill(agent: SimulatedPerson): Promise<void> {
    for (const scenario of scenariosOfAgent) {
      if (count >= wanted) return
      count += 1
      await simulator.startConversation({ scenario, agentUserId: agent.id }).catch(() => {
        // Off queue, without a telephone or without the right to chat.
        count -= 1
      })
    }
  }
  const waiting = [...agents]
  const fillOneByOne = async () => {
    for (let agent = waiting.pop(); agent !== undefined; agent = waiting.pop()) await fill(agent)
  }
  await Promise.all(Array.from({ length: atOnce }, fillOneByOne))
  // Who stopped while another's was still being refused.
  for (const agent of agents) await fill(agent)
  return count
}
