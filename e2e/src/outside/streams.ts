import { type EventTap, tapEvents } from './event-tap.ts'
import type { StreamMessage } from './shapes.ts'

/** Streams of one check, closed when it is over: a person may have twenty. */
export interface Streams {
  /** With that filter in the address; without one, every event the person may see. */
  tap(input?: { filter?: unknown; token?: string }): Promise<EventTap>
  /** With one subscription that was accepted. */
  subscribed(subscription: {
    id: string
    events: readonly string[]
    filters?: unknown
  }): Promise<EventTap>
}

export function createStreams(
  baseUrl: string,
  ownToken: string,
  onTestFinished: (close: () => void) => void,
): Streams {
  async function tap({ filter, token = ownToken }: { filter?: unknown; token?: string } = {}) {
    const opened = await tapEvents(baseUrl, {
      token,
      ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
    })
    onTestFinished(() => opened.close())
    return opened
  }
  return {
    tap,
    async subscribed(subscription) {
      const opened = await tap({ filter: [] })
      opened.subscribe(subscription)
      await opened.next('subscribed', ({ name }) => name === 'subscribed')
      return opened
    },
  }
}

/** A filter of a subscription. */
export const by = (name: string, operator: string, value: unknown) => ({ name, operator, value })

/** What a tap was told of the world, without what the stream says of itself. */
export const events = (tap: EventTap) => tap.messages.filter(({ type }) => type !== 'system')

/** Announces a state of that control. */
export const isAbout = (control: { id: string }) => (message: StreamMessage) =>
  message.name === 'control.updated' && message.data?.id === control.id

/** Where the sequence does not rise by one. */
export function holesIn(tap: EventTap): number[] {
  const sequences = tap.messages.map(({ sequence }) => sequence)
  return sequences.filter(
    (sequence, index) => index > 0 && sequence !== (sequences[index - 1] ?? 0) + 1,
  )
}
