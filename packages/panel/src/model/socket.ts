/** A web socket as the model needs it: the browser's own stands behind it in the composition root, a scripted one in tests. */

export interface SocketListener {
  onOpen(): void
  onText(text: string): void
  onBinary(bytes: Uint8Array): void
  /** The last call; `code` as in RFC 6455, 1006 when the connection was cut. */
  onClose(code: number): void
}

export interface Socket {
  /** Does nothing once the socket is closing. */
  send(data: string | Uint8Array<ArrayBuffer>): void
  /** `onClose` follows, at once or later. Safe to call more than once. */
  close(): void
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedBytes: number
}

/** Begins to connect to a same-origin path such as `/live`. */
export type OpenSocket = (path: string, listener: SocketListener) => Socket
