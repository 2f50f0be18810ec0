/** What the platform says it did with a line's sound: the only truth about what the ear was given. Counts of samples at 16 kHz. */
export interface MediaPosition {
  readonly receivedSamples: number
  readonly mixedSamples: number
  readonly underrunSamples: number
  readonly clippedSamples: number
}

export type MediaLineState =
  | { readonly state: 'connecting' }
  /** The platform has opened the path; sound passes. */
  | { readonly state: 'open' }
  /** Broken; the adapter tries again while the platform allows it. */
  | { readonly state: 'interrupted' }
  /** Over. `finished`: we closed it; `lost`: it could not be had back; `refused`: the platform would not open it. */
  | {
      readonly state: 'closed'
      readonly reason: 'finished' | 'lost' | 'refused' | 'format' | 'token-expired'
    }

export interface MediaLineListener {
  /** 20 ms of what the supervisor may hear: 640 samples, interleaved, customer left, agent right. The array is reused: copy to keep. */
  onFrame(stereo: Int16Array): void
  onPosition(position: MediaPosition): void
  onState(state: MediaLineState): void
}

/** The sound of one control. A whisper or barge only sends, a monitor only receives. */
export interface MediaLine {
  /** Sends 20 ms: 320 samples at 16 kHz, mono. Dropped (and false) unless the line is open and its buffer has room. */
  send(frame: Int16Array): boolean
  /** Says goodbye to the platform in order, so that the control completes. */
  close(): void
}
