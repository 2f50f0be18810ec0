/**
 * The snippets of this person: read when they are wanted, written down one at a time.
 *
 *   listed ──edit──► editing ──save──► saving ──► listed, with what was left out
 *     │                ▲                 ├─► refused: what was written stays
 *     │                └── theirs beside ◄─ somebody was faster: the next save goes over what they wrote
 *     └──remove──► removed, to be brought back
 */

import type { SnippetFault } from '@sotto/domain'
import { snippetFault } from '@sotto/domain'
import type { Clock, MonotonicMs, Random } from '@sotto/kernel'
import type { SnippetList, SnippetSaved, SnippetView } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { SnippetCalls } from './snippet-calls.ts'
import { createSnippetCalls } from './snippet-calls.ts'

/** What is being written; without an id it is a new one. */
export interface WrittenSnippet {
  readonly id?: string
  readonly version?: number
  readonly shelf: SnippetView['shelf']
  /** Empty: all queues. */
  readonly queueId: string
  readonly title: string
  readonly text: string
}

export interface SnippetsState {
  /** Undefined until it has been read. */
  readonly list: SnippetList | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
  readonly editing: WrittenSnippet | undefined
  /** What somebody else made of it meanwhile. */
  readonly theirs: SnippetView | 'gone' | undefined
  readonly isSaving: boolean
  readonly fault: SnippetFault | undefined
  readonly saveFailure: CallFailure | undefined
  readonly saved: SnippetSaved | undefined
  readonly removed: SnippetSaved | undefined
}

export interface Snippets {
  readonly state: StoreApi<SnippetsState>
  /** Reads anew. */
  open(): Promise<void>
  /** Reads anew where what is known is old. */
  refresh(): void
  edit(written: WrittenSnippet): void
  write(change: Partial<Pick<WrittenSnippet, 'shelf' | 'queueId' | 'title' | 'text'>>): void
  leave(): void
  save(): Promise<boolean>
  remove(snippet: SnippetView): Promise<void>
  bringBack(): Promise<void>
}

const oldAfterMs = 30_000

const nothing: SnippetsState = {
  list: undefined,
  isLoading: false,
  failure: undefined,
  editing: undefined,
  theirs: undefined,
  isSaving: false,
  fault: undefined,
  saveFailure: undefined,
  saved: undefined,
  removed: undefined,
}

export function createSnippets(options: {
  readonly clock: Clock
  readonly random: Random
  readonly calls: SnippetCalls
}): Snippets {
  const { calls, clock, random } = options
  const state = createStore<SnippetsState>(() => nothing)
  let readings = 0
  let readAtMono: MonotonicMs | undefined
  /** A save whose fate is unknown keeps its key: pressing again must not add a second one. */
  let unsettled: { readonly intent: string; readonly key: string } | undefined

  async function read(): Promise<void> {
    readings += 1
    const mine = readings
    readAtMono = clock.monotonicNow()
    state.setState({ isLoading: true })
    const answer = await calls.list()
    if (mine !== readings) return
    state.setState({
      isLoading: false,
      ...(answer.ok ? { list: answer.value, failure: undefined } : { failure: answer.error }),
    })
  }

  function keyFor(intent: string): string {
    if (unsettled?.intent !== intent) unsettled = { intent, key: random.id() }
    return unsettled.key
  }

  function call({ id, queueId, shelf, text, title, version }: WrittenSnippet) {
    const key = keyFor(JSON.stringify([id, version, shelf, queueId, title, text]))
    const place = queueId === '' ? {} : { queueId }
    if (id !== undefined && version !== undefined)
      return calls.change(id, { expectedVersion: version, title, text, ...place }, key)
    const words = { title, text }
    return calls.add(
      shelf === 'own' ? { shelf, ...words, ...place } : { shelf, queueId, ...words },
      key,
    )
  }

  /** What they wrote is shown beside what was written here, and is what the next save goes over. */
  async function compare(editing: WrittenSnippet): Promise<void> {
    await read()
    const found = state.getState().list?.snippets.find(({ id }) => id === editing.id)
    const { id: _, version: __, ...written } = state.getState().editing ?? editing
    state.setState(
      found === undefined
        ? { theirs: 'gone', editing: written }
        : { theirs: found, editing: { ...written, id: found.id, version: found.version } },
    )
  }

  async function step(snippet: SnippetView, name: 'remove' | 'restore') {
    const key = keyFor(JSON.stringify([name, snippet.id, snippet.version]))
    const answer = await calls.step(snippet.id, name, snippet.version, key)
    if (answer.ok || answer.error.kind === 'refused') unsettled = undefined
    await read()
    return answer
  }

  return {
    state,
    open: read,
    refresh() {
      const { isLoading } = state.getState()
      const isOld = readAtMono === undefined || clock.monotonicNow() - readAtMono >= oldAfterMs
      if (isOld && !isLoading) void read()
    },
    edit: (editing) =>
      state.setState({
        editing,
        ...{ theirs: undefined, fault: undefined, saveFailure: undefined },
        ...{ saved: undefined, removed: undefined },
      }),
    write(change) {
      const { editing } = state.getState()
      if (editing === undefined) return
      state.setState({ editing: { ...editing, ...change }, fault: undefined })
    },
    leave: () =>
      state.setState({
        ...{ editing: undefined, theirs: undefined },
        ...{ fault: undefined, saveFailure: undefined },
      }),
    async save() {
      const { editing, isSaving } = state.getState()
      if (editing === undefined || isSaving) return false
      const fault = snippetFault({ title: editing.title.trim(), text: editing.text.trim() })
      state.setState({ fault, saveFailure: undefined })
      if (fault !== undefined) return false
      state.setState({ isSaving: true })
      const answer = await call(editing)
      if (answer.ok || answer.error.kind === 'refused') unsettled = undefined
      if (answer.ok) {
        const done = { editing: undefined, theirs: undefined, isSaving: false }
        state.setState({ ...done, saved: answer.value })
        await read()
        return true
      }
      state.setState({ isSaving: false, saveFailure: answer.error })
      if (isOvertaken(answer.error, editing)) await compare(editing)
      return false
    },
    async remove(snippet) {
      state.setState({ saved: undefined, removed: undefined, saveFailure: undefined })
      const answer = await step(snippet, 'remove')
      state.setState(answer.ok ? { removed: answer.value } : { saveFailure: answer.error })
    },
    async bringBack() {
      const { removed } = state.getState()
      if (removed === undefined) return
      const answer = await step(removed, 'restore')
      state.setState(
        answer.ok ? { removed: undefined, saved: answer.value } : { saveFailure: answer.error },
      )
    },
  }
}

function isOvertaken(failure: CallFailure, { id }: WrittenSnippet): boolean {
  if (failure.kind !== 'refused' || id === undefined) return false
  return failure.refusal.code === 'snippet-changed' || failure.refusal.status === 404
}

export const snippetsOf = lateModel(({ call, clock, random }) =>
  createSnippets({ clock, random, calls: createSnippetCalls(call) }),
)
