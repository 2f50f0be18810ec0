/** Bugs planted in the panel's ports, and one in the platform itself. */
import { parseJson } from '../network/in-process-request.ts'
import type { Plant } from './plant.ts'

/** A whole frame that is lost leaves a hole in the sequence, which the panel has filled at once: only what is in it can be lost for good. */
function losingControls(each: number): (text: string) => string {
  let count = 0
  return (text) => {
    const message = Object(parseJson(text))
    if (!Array.isArray(message.changes)) return text
    const changes = message.changes.filter((change: unknown) => {
      if (Reflect.get(Object(change), 'kind') !== 'control') return true
      count += 1
      return count % each !== 0
    })
    return JSON.stringify({ ...message, changes })
  }
}

export const panelPlants: Readonly<Record<string, Plant>> = {
  'live-words-lost': {
    what: 'of what the live socket tells, one change of a control in five is not taken in',
    rule: 'DS33',
    tab: (ports) => {
      const lose = losingControls(5)
      return {
        ...ports,
        openSocket: (path, listener) =>
          ports.openSocket(path, {
            ...listener,
            onText: (text) => listener.onText(path.startsWith('/live') ? lose(text) : text),
          }),
      }
    },
  },
  'last-frame-again': {
    what: 'the last spoken frame is sent once more at the next word of the server',
    rule: 'DS42',
    tab: (ports) => ({
      ...ports,
      openSocket(path, listener) {
        if (!path.startsWith('/audio')) return ports.openSocket(path, listener)
        let last: Uint8Array<ArrayBuffer> | undefined
        const socket = ports.openSocket(path, {
          ...listener,
          onText(text) {
            listener.onText(text)
            if (last !== undefined) socket.send(last)
            last = undefined
          },
        })
        return {
          send(data) {
            if (typeof data !== 'string') last = data
            socket.send(data)
          },
          close: () => socket.close(),
          get bufferedBytes() {
            return socket.bufferedBytes
          },
        }
      },
    }),
  },
  'whisper-leaks': {
    what: 'whispers sound in the customer’s ear, too',
    rule: 'DS14',
    simulator: ({ faults }) => {
      const leak = () => faults.merge({ leakWhisperToCustomer: -6 })
      leak()
      // Whoever clears the faults does not clear this one.
      faults.onChange((current) => {
        if (current.leakWhisperToCustomer === null) leak()
      })
    },
  },
}
