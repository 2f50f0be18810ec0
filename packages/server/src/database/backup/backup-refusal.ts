/** A backup that cannot be made or taken back. `message` is one line for the operator, without any password. */
export class BackupRefusal extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'BackupRefusal'
  }
}
