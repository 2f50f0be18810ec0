/** The console's own address, as browsers see it: what `Host` and `Origin` are compared with, and where sign-in returns to. */
export interface PublicAddress {
  /** Without a trailing slash, for instance `http://localhost:4400`. Throws before a server on port 0 listens. */
  origin(): string
  /** With its port when it is not the scheme's own: the `Host` a browser sends. */
  host(): string
  /** Cookies and headers differ with and without TLS. */
  isHttps(): boolean
  /** Told once, when a server on port 0 has learned its port. */
  settle(origin: string): void
}

export function createPublicAddress(publicUrl: string | undefined): PublicAddress {
  let known = publicUrl
  const url = (): URL => {
    if (known === undefined) throw new Error('the public address is known once the server listens')
    return new URL(known)
  }
  return {
    origin: () => url().origin,
    host: () => url().host,
    isHttps: () => known?.startsWith('https:') ?? false,
    settle(origin) {
      known ??= origin
    },
  }
}
