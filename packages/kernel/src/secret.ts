/** A value that cannot be printed by accident: every way of turning it into text says `[secret]`. */
export interface Secret<T> {
  /** The value itself. Call it where it is used, never to pass it on. */
  reveal(): T
  toJSON(): string
  toString(): string
}

const hidden = '[secret]'

export function secret<T>(value: T): Secret<T> {
  return Object.freeze({
    reveal: () => value,
    toJSON: () => hidden,
    toString: () => hidden,
    // Node's own inspector, used by console and assertion messages.
    [Symbol.for('nodejs.util.inspect.custom')]: () => hidden,
  })
}
