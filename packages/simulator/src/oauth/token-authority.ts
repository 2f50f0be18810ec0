/** Who a bearer token speaks for, as REST, the event stream and the media socket ask it. */
export type TokenVerdict =
  | {
      readonly kind: 'valid'
      /** Absent for client credentials, which speak for no person. */
      readonly personId?: string
      readonly clientId: string
      readonly scopes: ReadonlySet<string>
      readonly expiresAtWallMs: number
    }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' }

export interface TokenAuthority {
  verify(bearerToken: string): Promise<TokenVerdict>
  /** Tokens issued so far stop counting as valid (they become expired). Sockets are told through `onExpired`. */
  expireAll(): void
  onExpired(listener: () => void): () => void
}
