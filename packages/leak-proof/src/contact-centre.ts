/** What the proof needs of the contact centre it judges: two addresses, and a server it may kill. */
export interface ContactCentre {
  /** `http://localhost:4400` */
  readonly panelUrl: string
  /** `http://127.0.0.1:4500` */
  readonly simulatorUrl: string
  /** Ends the server at once, as a crash would (SIGKILL). */
  killServer(): Promise<void>
  /** Starts it again on the same address and data. Resolves when it is ready. */
  startServer(): Promise<void>
}
