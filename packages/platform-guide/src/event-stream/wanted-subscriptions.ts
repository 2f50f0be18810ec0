/** What a stream is asked for: in the port's words, in the platform's, and by the key that tells equal ones. */
import type { Subscription } from '@sotto/platform'
import {
  mapSubscription,
  type SubscriptionContent,
  subscriptionKey,
} from '../map/map-subscription.ts'

export interface WantedSubscription {
  readonly subscription: Subscription
  readonly content: SubscriptionContent
  readonly key: string
}

/** Those that can match something. */
export function wantedOf(subscriptions: readonly Subscription[]): readonly WantedSubscription[] {
  return subscriptions.flatMap((subscription) => {
    const content = mapSubscription(subscription)
    return content === undefined ? [] : [{ subscription, content, key: subscriptionKey(content) }]
  })
}

export function contentsOf(wanted: readonly WantedSubscription[]): readonly SubscriptionContent[] {
  return wanted.map(({ content }) => content)
}
