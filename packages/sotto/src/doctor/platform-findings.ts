/** What follows from what the platform's doors answered. */
import type { DoorAnswer, PlatformProbe } from '@sotto/platform-guide'
import { type Finding, failure, fine, warning } from './finding.ts'

export function platformFindings(probe: PlatformProbe): readonly Finding[] {
  const doors = [
    doorFinding('Signing in (its discovery document)', probe.discovery),
    ...(probe.token === undefined ? [noSecret] : [tokenFinding(probe.token)]),
    doorFinding('Its API', probe.api),
    doorFinding('Its event socket', probe.events),
  ]
  const { api, discovery, events } = probe
  const isSilent = [api, discovery, events].every(({ kind }) => kind === 'silent')
  // One line says what each door would repeat.
  return isSilent ? [doorFinding('All of its doors', discovery)] : doors
}

const noSecret = warning(
  'platform',
  "This console's secret was not found, so the token endpoint was not asked.",
  'Name it with SOTTO_PLATFORM_CLIENT_SECRET_FILE; until then nobody can sign in.',
)

function tokenFinding(token: NonNullable<PlatformProbe['token']>): Finding {
  if (token.kind !== 'wrong-secret') return doorFinding('Its token endpoint', token)
  return failure(
    'platform',
    'Its token endpoint does not know this console by this secret.',
    'Compare SOTTO_PLATFORM_CLIENT_ID and the secret with the client on the platform.',
  )
}

function doorFinding(door: string, answer: DoorAnswer): Finding {
  switch (answer.kind) {
    case 'as-expected':
      return fine('platform', `${door} answers as it should.`)
    case 'silent':
      return failure(
        'platform',
        `${door}: no answer (${answer.code}).`,
        'Check SOTTO_PLATFORM_URL, the name service and the firewall between here and there.',
      )
    case 'unexpected':
      return failure(
        'platform',
        `${door}: an answer that is not the platform’s (HTTP ${answer.status}${answer.isJson ? '' : ', no JSON'}).`,
        'Is SOTTO_PLATFORM_URL the platform itself? A proxy, a portal or its maintenance page answers like this.',
      )
  }
}

const tellableMs = 2_000
/** HTTP tells whole seconds only. */
const httpRoundingMs = 500

/** `ahead` is by how much each clock is ahead of this machine's. */
export function clockFindings(ahead: {
  readonly database: number | undefined
  readonly platform: number | undefined
}): readonly Finding[] {
  return [
    ...clockFinding("the database's", ahead.database, tellableMs),
    ...clockFinding("the platform's", ahead.platform, tellableMs + httpRoundingMs),
  ]
}

function clockFinding(whose: string, aheadMs: number | undefined, atMostMs: number): Finding[] {
  if (aheadMs === undefined) return []
  if (Math.abs(aheadMs) <= atMostMs)
    return [fine('clocks', `This machine's clock agrees with ${whose}.`)]
  const seconds = (Math.abs(aheadMs) / 1_000).toFixed(1)
  return [
    warning(
      'clocks',
      `This machine's clock is ${seconds} s ${aheadMs > 0 ? 'behind' : 'ahead of'} ${whose}.`,
      'Let both follow the same time service (chrony, systemd-timesyncd): times in the audit and the end of tokens depend on it.',
    ),
  ]
}
