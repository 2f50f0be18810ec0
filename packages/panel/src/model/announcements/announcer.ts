/** The one voice for screen readers: what changed about the opened conversation, once it has come to rest. */
import type { Cancel, Clock, Unsubscribe } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Tellable, tellable } from '../../words/announcement-words.ts'
import type { LiveClient } from '../live/live-client.ts'
import type { LiveStore } from '../live/live-store.ts'
import { doubtOf, shownTruth } from '../truth/shown-truth.ts'

export interface Announcement {
  /** Rises with each, so that the same words are read out again. */
  readonly count: number
  readonly words: string
}

export interface Announcer {
  readonly state: StoreApi<Announcement>
  /** Says it at once: the answer to a key of this person's own. */
  say(words: string): void
  close: Unsubscribe
}

/** A change of mode comes in several events; only where they end is told. */
const restMs = 600

export interface AnnouncerNeeds {
  readonly clock: Clock
  readonly live: Pick<LiveClient, 'link' | 'subscribe'>
  readonly store: Pick<LiveStore, 'controlsOf' | 'detail' | 'platformLink' | 'subscribe'>
}

interface Told {
  readonly conversationId: string
  readonly sentences: Tellable
}

export function createAnnouncer({ clock, live, store }: AnnouncerNeeds): Announcer {
  const state = createStore<Announcement>(() => ({ count: 0, words: '' }))
  let told: Told | undefined
  let resting: Cancel | undefined
  let controls: { readonly of: string; readonly end: Unsubscribe } | undefined

  const say = (words: string) => state.setState({ count: state.getState().count + 1, words }, true)

  function now(): Told | undefined {
    const shown = store.detail()
    if (shown.state !== 'known') return undefined
    const { detail } = shown
    const truth = shownTruth(detail.truth, doubtOf(live.link(), store.platformLink()))
    return {
      conversationId: detail.id,
      sentences: tellable(detail, truth, store.controlsOf(detail.id)),
    }
  }

  function followControls(conversationId: string | undefined): void {
    if (controls?.of === conversationId) return
    controls?.end()
    controls =
      conversationId === undefined
        ? undefined
        : { of: conversationId, end: store.subscribe(`controls:${conversationId}`, onChange) }
  }

  function tell(): void {
    resting = undefined
    const next = now()
    if (next === undefined) return
    const before = told
    told = next
    // What is found on opening is read there, not told.
    if (before?.conversationId !== next.conversationId) return
    const news = [...next.sentences].filter(
      ([about, words]) => before.sentences.get(about) !== words,
    )
    if (news.length > 0) say(news.map(([, words]) => words).join(' '))
  }

  function onChange(): void {
    const shown = store.detail()
    const id = shown.state === 'known' ? shown.detail.id : undefined
    followControls(id)
    if (id !== undefined && told?.conversationId !== id) {
      told = now()
      return
    }
    resting ??= clock.schedule(restMs, tell)
  }

  const ends = [
    store.subscribe('detail', onChange),
    store.subscribe('platform-link', onChange),
    live.subscribe(onChange),
  ]
  return {
    state,
    say,
    close() {
      resting?.()
      followControls(undefined)
      for (const end of ends) end()
    },
  }
}
