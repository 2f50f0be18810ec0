/** Sealing in the page; the browser's own is in `capture/browser-sealing.ts`. */
export interface Sealing {
  /** `key`: base64url of 32 bytes. Rejects where this browser cannot. */
  use(key: string): Promise<SealingKey>
}

export interface SealingKey {
  /** Different each time. */
  seal(text: string): Promise<string>
  /** Undefined for what was sealed with another key, or touched. */
  open(sealed: string): Promise<string | undefined>
}
