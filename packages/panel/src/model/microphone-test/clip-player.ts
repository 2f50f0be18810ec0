/** Plays a recording on this machine: nothing of it leaves the browser. Behind it stands an AudioContext; in tests a list. */

export interface PlayingClip {
  /** Resolves when it has ended or was stopped. */
  readonly ended: Promise<void>
  stop(): void
}

/** 16 kHz mono. Rejects where the browser plays nothing. */
export type PlayClip = (samples: Int16Array) => Promise<PlayingClip>
