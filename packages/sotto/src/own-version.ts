import { createRequire } from 'node:module'

/** The product's version, such as `0.1.0`. */
export function ownVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('../package.json')
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'of an unknown version'
}
