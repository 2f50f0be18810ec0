/** The server cannot start as things are. `message` is one line for the operator, without any secret. */
export class ServerStartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ServerStartError'
  }
}
