/** Those who wait for the same thing, each person in turn: one waits behind one's own requests only. */

export interface Turns<Waiter> {
  readonly size: number
  add(person: object, waiter: Waiter): void
  remove(person: object, waiter: Waiter): void
  /** Whoever was served goes to the end of the round. */
  next(): Waiter | undefined
}

export function createTurns<Waiter>(): Turns<Waiter> {
  const queues = new Map<object, Waiter[]>()
  let size = 0
  return {
    get size() {
      return size
    },
    add(person, waiter) {
      const queue = queues.get(person)
      if (queue === undefined) queues.set(person, [waiter])
      else queue.push(waiter)
      size += 1
    },
    remove(person, waiter) {
      const queue = queues.get(person) ?? []
      const kept = queue.filter((other) => other !== waiter)
      size -= queue.length - kept.length
      if (kept.length === 0) queues.delete(person)
      else queues.set(person, kept)
    },
    next() {
      for (const [person, queue] of queues) {
        const waiter = queue.shift()
        queues.delete(person)
        if (queue.length > 0) queues.set(person, queue)
        if (waiter === undefined) continue
        size -= 1
        return waiter
      }
      return undefined
    },
  }
}
