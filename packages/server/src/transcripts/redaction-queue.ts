/**
 * Redacts one conversation piece by piece: at once while little comes, and in slices when much does, so that a long transcript
 * never keeps the server's voices waiting.
 */
import type { TranscriptSegment } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { createRedactor, holdMs, type Redactor, type RedactorOptions } from '@sotto/redaction'
import type { Timers } from '../live/timers.ts'
import { type RedactedUpdate, redactSegment } from './redact-segment.ts'

export interface RedactionQueue {
  /** In the order in which it was said, as far as that is known. */
  hear(segment: TranscriptSegment): void
  /** Reads these once more, in this order, as one talk; `isWanted` says whose result counts, the others are only context. */
  readAgain(ordered: readonly TranscriptSegment[], isWanted: (id: string) => boolean): void
  /** Other people take part from now on. */
  changePeople(people: RedactorOptions): void
  /** Forgets everything. */
  close(): void
}

export interface RedactionQueueOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly people: RedactorOptions
  /** `segment` is what the redactor read last under that id. */
  readonly onUpdate: (update: RedactedUpdate, segment: TranscriptSegment) => void
}

interface Task {
  readonly segment: TranscriptSegment
  readonly isOver: boolean
}

/** What one slice may take, in time and in number; then others have their turn. */
const sliceMs = 8
const sliceTasks = 40
const betweenSlicesMs = 4

export function createRedactionQueue(options: RedactionQueueOptions): RedactionQueue {
  const { clock, timers } = options
  let people = options.people
  let redactor: Redactor = createRedactor(people)
  let tasks: Task[] = []
  let unwanted: ReadonlySet<string> = new Set()
  /** What the redactor has read, by id; a text that it has forgotten changes no more. */
  const read = new Map<string, TranscriptSegment>()

  function work(): void {
    const beganAtMono = clock.monotonicNow()
    let done = 0
    while (done < tasks.length) {
      const task = tasks[done]
      if (task === undefined) break
      done += 1
      run(task)
      if (done >= sliceTasks || clock.monotonicNow() - beganAtMono >= sliceMs) break
    }
    tasks = tasks.slice(done)
    if (tasks.length > 0) timers.replace('slice', betweenSlicesMs, work)
    else settle()
  }

  function run({ segment, isOver }: Task): void {
    read.set(segment.id, segment)
    // What was said long ago is not held back now.
    const atMono = clock.monotonicNow() - (isOver ? holdMs : 0)
    publish(redactSegment(redactor, { type: 'said', segment, atMono }))
  }

  function settle(): void {
    publish(redactSegment(redactor, { type: 'settled', atMono: clock.monotonicNow() }))
    const settlesAtMono = redactor.settlesAtMs()
    if (settlesAtMono === undefined) timers.cancel('settle')
    else timers.replace('settle', Math.max(1, settlesAtMono - clock.monotonicNow()), settle)
  }

  function publish(updates: readonly RedactedUpdate[]): void {
    for (const update of updates) {
      const segment = read.get(update.id)
      if (segment !== undefined && !unwanted.has(update.id)) options.onUpdate(update, segment)
    }
  }

  function add(more: readonly Task[]): void {
    const isIdle = tasks.length === 0
    tasks = [...tasks, ...more]
    if (isIdle && tasks.length > 0) work()
  }

  return {
    hear(segment) {
      if (unwanted.has(segment.id))
        unwanted = new Set([...unwanted].filter((id) => id !== segment.id))
      add([{ segment, isOver: false }])
    },
    readAgain(ordered, isWanted) {
      redactor = createRedactor(people)
      const again = new Set(ordered.map(({ id }) => id))
      unwanted = new Set([...again].filter((id) => !isWanted(id)))
      timers.cancel('slice')
      const waiting = tasks.filter(({ segment }) => !again.has(segment.id))
      tasks = []
      add([...ordered.map((segment) => ({ segment, isOver: segment.isFinal })), ...waiting])
    },
    changePeople(next) {
      people = next
    },
    close() {
      timers.cancel('slice')
      timers.cancel('settle')
      tasks = []
      read.clear()
      redactor = createRedactor()
    },
  }
}
