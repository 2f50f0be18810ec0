/** Whatever starts is given its end: closers run once, in reverse order, and one that throws does not stop the rest. */
export interface Scope {
  readonly closed: boolean
  /** Registers a closer; if the scope is already closed it runs at once. */
  onClose(closer: () => void | Promise<void>): void
  /** A scope that closes with this one, or earlier. */
  child(): Scope
  /** Closes everything; a second call waits for the first. Rejects with an AggregateError when closers threw. */
  close(): Promise<void>
}

export function createScope(): Scope {
  const closers: (() => void | Promise<void>)[] = []
  let closing: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
      try {
        await closer()
      } catch (failure) {
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'closing failed')
  }

  const scope: Scope = {
    get closed() {
      return closing !== undefined
    },
    onClose(closer) {
      if (closing === undefined) closers.push(closer)
      else void closer()
    },
    child() {
      const inner = createScope()
      scope.onClose(() => inner.close())
      return inner
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
  return scope
}
