/**
 * What runs inside the page: a socket that is fed by hand in place of the network, and counters of frames, long tasks and
 * commits. Everything in here is sent to the page as text, so it uses nothing from outside itself.
 */

export interface FeedPlan {
  readonly agents: number
  readonly updatesPerSecond: number
  readonly seconds: number
}

export interface FrameCounts {
  /** Frames that would have been drawn at the page's own pace. */
  readonly due: number
  readonly drawn: number
  readonly longestTaskMs: number
  readonly longTasks: number
}

export interface FedCounts extends FrameCounts {
  readonly updates: number
  readonly commits: number
  /** The most commits between two frames. */
  readonly mostCommitsInAFrame: number
  /** Of the main thread's time, by what decoding took. */
  readonly decodingShare: number
}

/** What the page offers once this has run in it. */
export interface PageFeed {
  /** Everything there is, as the first frame. */
  begin(plan: FeedPlan): void
  watchFrames(seconds: number): Promise<FrameCounts>
  feed(plan: FeedPlan): Promise<FedCounts>
  /** Texts of so many updates each; enough of them that a row comes back with other values. */
  texts(agents: number, perText: number): readonly string[]
  /** One text, as the socket brings it. */
  say(changes: string): void
  /** Every agent's row as it was at the beginning. */
  agentRows(agents: number): readonly { readonly id: string }[]
}

declare global {
  interface Window {
    pageFeed: PageFeed
  }
}

/** Put into the page before any script of its own. */
export function installPageFeed(): void {
  const startedAt = Date.now()
  let socket: { onmessage: ((event: { data: string }) => void) | null } | undefined
  let sequence = 0
  let commits = 0

  class FedSocket {
    static readonly OPEN = 1
    readonly readyState = 1
    readonly bufferedAmount = 0
    binaryType = 'arraybuffer'
    onopen: (() => void) | null = null
    onclose: ((event: { code: number }) => void) | null = null
    onmessage: ((event: { data: string }) => void) | null = null
    constructor() {
      socket = this
      setTimeout(() => this.onopen?.(), 0)
    }
    send(text: unknown): void {
      if (typeof text !== 'string') return
      const said: { type: string; id?: number } = JSON.parse(text)
      if (said.type === 'hello')
        this.say({
          type: 'welcome',
          streamId: 'bench',
          resumed: false,
          sequence: 0,
          serverTime: Date.now(),
        })
      else if (said.type === 'ping') this.say({ type: 'pong', id: said.id, serverTime: Date.now() })
    }
    close(): void {}
    say(message: object): void {
      setTimeout(() => this.onmessage?.({ data: JSON.stringify(message) }), 0)
    }
  }
  Object.defineProperty(window, 'WebSocket', { value: FedSocket })
  // React tells whoever calls itself this of each commit, in production builds, too.
  Object.defineProperty(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
    value: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => {
        commits += 1
      },
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
      checkDCE: () => {},
    },
  })

  const two = (index: number) => index % 2
  const conversation = (index: number, round: number) => ({
    kind: 'conversation',
    row: {
      id: `conversation-${index}`,
      agentUserId: `agent-${index}`,
      agentName: `Agent ${index}`,
      queueId: `queue-${index % 20}`,
      queueName: `Queue ${index % 20}`,
      media: 'voice',
      phase: ['active', 'held', 'active', 'in-transfer'][round % 4],
      startedAt: startedAt - index * 1_000,
      phaseSince: startedAt + round * 1_000,
    },
  })
  const agent = (index: number, round: number) => ({
    kind: 'agent',
    row: {
      id: `agent-${index}`,
      name: `Agent ${index}`,
      queueIds: [`queue-${index % 20}`],
      // One in ten goes to another list with each word of theirs, the others are elsewhere since another moment.
      presence: index % 10 === 1 ? ['available', 'busy', 'away'][round % 3] : 'available',
      routing: two(index) === 0 ? 'interacting' : 'idle',
      since: startedAt + round * 1_000,
    },
  })
  /** Half of the agents are in a conversation; every second update is of one of those. */
  const update = (number: number, agents: number) => {
    const round = Math.floor(number / agents) + 1
    const index = (number * 7_919) % agents
    return two(index) === 0 && two(round) === 0 ? conversation(index, round) : agent(index, round)
  }

  function say(changes: string, snapshot: boolean): void {
    sequence += 1
    socket?.onmessage?.({
      data: `{"type":"frame","sequence":${sequence},"snapshot":${snapshot},"sentAt":${Date.now()},"changes":${changes}}`,
    })
  }

  function texts(agents: number, perText: number): readonly string[] {
    const rounds = 12
    return Array.from({ length: Math.floor((agents * rounds) / perText) }, (_, text) =>
      JSON.stringify(
        Array.from({ length: perText }, (_, place) => update(text * perText + place, agents)),
      ),
    )
  }

  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

  async function usualFrameMs(): Promise<number> {
    const gaps: number[] = []
    let last = await frame()
    for (let count = 0; count < 40; count += 1) {
      const now = await frame()
      gaps.push(now - last)
      last = now
    }
    return gaps.sort((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 1_000 / 60
  }

  async function watchFrames(
    seconds: number,
    onFrame = () => {},
    frameMs?: number,
  ): Promise<FrameCounts> {
    const usualMs = frameMs ?? (await usualFrameMs())
    let longestTaskMs = 0
    let longTasks = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        longTasks += 1
        longestTaskMs = Math.max(longestTaskMs, duration)
      }
    })
    observer.observe({ type: 'longtask' })
    const beganAt = await frame()
    let drawn = 0
    let now = beganAt
    while (now - beganAt < seconds * 1_000) {
      now = await frame()
      drawn += 1
      onFrame()
    }
    observer.disconnect()
    return { due: Math.round((now - beganAt) / usualMs), drawn, longestTaskMs, longTasks }
  }

  async function feed(plan: FeedPlan): Promise<FedCounts> {
    const perText = 100
    const pool = texts(plan.agents, perText)
    const frameMs = await usualFrameMs()
    let updates = 0
    let decodingMs = 0
    let beganAt = performance.now()
    // As a socket would: each text is a task of its own.
    const { port1, port2 } = new MessageChannel()
    port2.onmessage = () => {
      const began = performance.now()
      say(pool[(updates / perText) % pool.length] ?? '[]', false)
      updates += perText
      decodingMs += performance.now() - began
    }
    const timer = setInterval(() => {
      const dueUpdates = ((performance.now() - beganAt) * plan.updatesPerSecond) / 1_000
      for (let due = updates; due + perText <= dueUpdates; due += perText) port1.postMessage(0)
    }, 4)
    beganAt = performance.now()
    let before = commits
    const first = commits
    let mostCommitsInAFrame = 0
    const counts = await watchFrames(
      plan.seconds,
      () => {
        mostCommitsInAFrame = Math.max(mostCommitsInAFrame, commits - before)
        before = commits
      },
      frameMs,
    )
    clearInterval(timer)
    // Or it would hold the texts for as long as the page lives.
    port1.close()
    const tookMs = performance.now() - beganAt
    return {
      ...counts,
      updates,
      commits: commits - first,
      mostCommitsInAFrame,
      decodingShare: decodingMs / tookMs,
    }
  }

  window.pageFeed = {
    begin({ agents }) {
      const all = [
        { kind: 'platform-link', link: { state: 'open', since: startedAt } },
        ...Array.from({ length: agents }, (_, index) => agent(index, 0)),
        ...Array.from({ length: agents }, (_, index) => conversation(index, 0)).filter(
          (_, index) => two(index) === 0,
        ),
      ]
      sequence = 0
      say(JSON.stringify(all), true)
    },
    watchFrames: (seconds) => watchFrames(seconds),
    feed,
    texts,
    say: (changes) => say(changes, false),
    agentRows: (agents) => Array.from({ length: agents }, (_, index) => agent(index, 0).row),
  }
}
