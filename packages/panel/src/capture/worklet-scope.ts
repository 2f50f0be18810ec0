/** The AudioWorklet's own globals, which TypeScript's browser types leave out. Types only: nothing of this is in the build. */

export interface WorkletProcessor {
  readonly port: MessagePort
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
}

export interface WorkletScope {
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort }
  readonly registerProcessor: (name: string, processor: new () => WorkletProcessor) => void
  /** Of the audio context, in Hz. */
  readonly sampleRate: number
  /** Of the first sample of the block being processed, in seconds. */
  readonly currentTime: number
}
