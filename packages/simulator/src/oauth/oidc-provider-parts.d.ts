/**
 * The library's entry prints "Unsupported runtime" on Node 20 the moment it is imported, although everything used here
 * runs there (tried on 20.19 and 22). So its parts are imported past that entry; the version is pinned exactly.
 */
declare module 'oidc-provider/lib/provider.js' {
  import Provider from 'oidc-provider'

  export { Provider }
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider'
  export import InvalidGrant = errors.InvalidGrant
  export import InvalidScope = errors.InvalidScope
  export import TemporarilyUnavailable = errors.TemporarilyUnavailable
}
