/** The short sound of an arriving text. Behind it stands an AudioContext; in tests a list. */

export interface Chime {
  /** Browsers play nothing on a page that nobody has touched. */
  isAllowed(): boolean
  subscribe(listener: () => void): () => void
  /** Somebody has touched the page, or wants to hear it: asks the browser again. */
  wake(): void
  /** On this machine's loudspeaker and nowhere else; 0–1. Nothing where it is not allowed. */
  play(volume: number): void
}

/** For tests, and where the browser has no sound. */
export const noChime: Chime = {
  isAllowed: () => false,
  subscribe: () => () => {},
  wake() {},
  play() {},
}
