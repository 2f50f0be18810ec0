/** The database cannot be used as it is. `message` is one line for the operator, without any password. */
export class DatabaseRefusal extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseRefusal'
  }
}
