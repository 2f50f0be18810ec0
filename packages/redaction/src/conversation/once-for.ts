/**
 * Makes something once for each thing it is made of, and forgets it with that thing. A conversation is looked through with every word
 * that is said, and nearly all of it stands as it stood.
 */
export function onceFor<Key extends object, Value extends object | boolean>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new WeakMap<Key, Value>()
  return (key) => {
    const before = made.get(key)
    if (before !== undefined) return before
    const value = make(key)
    made.set(key, value)
    return value
  }
}
