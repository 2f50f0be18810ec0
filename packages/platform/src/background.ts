/**
 * What the console reads on its own behalf, in the background (W16). Its token speaks for no person: it is no `Credentials`, so
 * no person's view of the platform can be made of it, and its reader has nothing that acts.
 */
import type { Queue } from '@sotto/domain'
import type { Result, Secret } from '@sotto/kernel'
import type { PlatformRefusal } from './platform-error.ts'

export interface BackgroundSignIn {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: Secret<string>
  /** Reading scopes only. */
  readonly scopes: readonly string[]
}

export interface BackgroundCredentials {
  readonly speaksFor: 'nobody'
  readingToken(): Promise<Secret<string>>
  /** The platform called `stale` expired. */
  renewedReadingToken(stale: Secret<string>): Promise<Secret<string>>
}

export interface BackgroundReader {
  /** All queues, whoever may see them: names for those who see the queue by their own token. */
  queues(): Promise<Result<readonly Queue[], PlatformRefusal>>
}

export interface BackgroundAccess {
  /** Undefined while the console has no such client at the platform: then nothing is read in the background. */
  signIn(): Promise<BackgroundSignIn | undefined>
  reader(credentials: BackgroundCredentials): BackgroundReader
}
