/** How other servers would reach this machine when nobody has said it. */
import type { NetworkInterfaceInfo } from 'node:os'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** The first address of this machine that is not only its own. A sandbox without netlink does not tell: then none is known. */
export function ownHost(list: () => Interfaces): string | undefined {
  let interfaces: Interfaces
  try {
    interfaces = list()
  } catch {
    return undefined
  }
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
