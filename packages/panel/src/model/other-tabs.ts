/** The other tabs of this browser, as far as they must hear at once that somebody has signed out here. */
export interface OtherTabs {
  tellSignedOut(): void
  /** Somebody has signed out in another tab. */
  onSignedOut(listener: () => void): () => void
}

/** There is nobody else: for tests, and where the browser has no way. Their sockets end all the same. */
export const noOtherTabs: OtherTabs = { tellSignedOut() {}, onSignedOut: () => () => {} }
