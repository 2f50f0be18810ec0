/** Every place of the guides' platform that the server calls itself. */
import type { OutboundPlace } from '@sotto/platform'

/** `/oauth/authorize` among them is the browser's: the server never goes there. */
export function outboundPlacesOf(baseUrl: string): readonly OutboundPlace[] {
  const { origin, pathname } = new URL(baseUrl)
  const base = pathname.replace(/\/$/, '')
  const below = (path: string) => `${base}${path}`
  return [
    {
      origin,
      paths: ['/api/v2/', '/oauth/', '/.well-known/openid-configuration'].map(below),
    },
    { origin: origin.replace(/^http/, 'ws'), paths: [below('/api/v2/')] },
  ]
}
