/** Those of the settings that say who may ask how much, see what, and by which way they reach us. */
import { z } from 'zod'
import { isNetwork, type OperatorAccessSettings } from './http/operator-access.ts'
import type { RequestsPerMinute } from './http/request-limits.ts'
import { filePath, wholeNumber } from './setting-kinds.ts'

export interface SecuritySettings {
  /** Of one session, on one server. */
  readonly requestsPerMinute: RequestsPerMinute
  /** Who may read `/metrics`, and `/api/openapi.json` without a session. */
  readonly operators: OperatorAccessSettings
}

export const securitySettingTable = [
  {
    name: 'SOTTO_READS_PER_MINUTE',
    default: '1200',
    meaning: 'views one session may ask for in a minute; a person twice as many in all sessions',
  },
  {
    name: 'SOTTO_ACTS_PER_MINUTE',
    default: '600',
    meaning: 'changes one session may make in a minute; a person twice as many in all sessions',
  },
  {
    name: 'SOTTO_METRICS_NETWORKS',
    default: '127.0.0.0/8,::1',
    meaning: 'addresses and networks that read /metrics without a token, comma separated, or none',
  },
  {
    name: 'SOTTO_METRICS_TOKEN_FILE',
    default: '(no token)',
    meaning: 'file with the bearer token by which others read /metrics; 16 characters or more',
  },
] as const

/** Empty: nobody. */
const networks = z
  .string()
  .default('127.0.0.0/8,::1')
  .transform((text) => (text === 'none' ? [] : text.split(/[ ,]+/).filter((one) => one !== '')))
  .refine(
    (list) => list.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, comma separated, or none',
  )

export const securityEnvironment = {
  SOTTO_READS_PER_MINUTE: wholeNumber(1, 1_000_000, 1_200),
  SOTTO_ACTS_PER_MINUTE: wholeNumber(1, 1_000_000, 600),
  SOTTO_METRICS_NETWORKS: networks,
  SOTTO_METRICS_TOKEN_FILE: filePath(),
} satisfies Record<(typeof securitySettingTable)[number]['name'], z.ZodType>

const environmentSchema = z.object(securityEnvironment)

export function securitySettingsOf(values: z.output<typeof environmentSchema>): SecuritySettings {
  return {
    requestsPerMinute: {
      reads: values.SOTTO_READS_PER_MINUTE,
      acts: values.SOTTO_ACTS_PER_MINUTE,
    },
    operators: {
      networks: values.SOTTO_METRICS_NETWORKS,
      tokenFile: values.SOTTO_METRICS_TOKEN_FILE,
    },
  }
}
