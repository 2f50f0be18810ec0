/** Bugs planted in the panel's ports, and one in the platform itself. */
import type { Plant } from './plant.ts'

export const panelPlants: Readonly<Record<string, Plant>> = {
  'live-words-lost': {
    what: 'one word in twenty of the live socket is not taken in',
    rule: 'DS33',
    tab: (ports) => {
      let words = 0
      return {
        ...ports,
        openSocket: (path, listener) =>
          ports.openSocket(path, {
            ...listener,
            onText(text) {
              words += 1
              if (!path.startsWith('/live') || words % 20 !== 0) listener.onText(text)
            },
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
