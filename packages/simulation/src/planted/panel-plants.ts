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
