/** Those of the settings that say who may ask how much, see what, and by which way they reach us. */
import path from 'node:path'
import { z } from 'zod'
import { isNetwork, type OperatorAccessSettings } from '../http/operator-access.ts'
import type { RequestsPerMinute } from '../http/request-limits.ts'
import { optionalSetting, setting } from './declare-setting.ts'
import { filePath, wholeNumber } from './setting-kinds.ts'

export interface SecuritySettings {
  /** Of one session, on one server. */
  readonly requestsPerMinute: RequestsPerMinute
  /** Who may read `/metrics`, and `/api/openapi.json` without a session. */
  readonly operators: OperatorAccessSettings
}

/** Empty: nobody. */
const networks = z
  .string()
  .transform((text) => (text === 'none' ? [] : text.split(/[ ,]+/).filter((one) => one !== '')))
  .refine(
    (list) => list.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, comma separated, or none',
  )

export const securitySettings = {
  SOTTO_READS_PER_MINUTE: setting(
    wholeNumber(1, 1_000_000),
    '1200',
    'views one session may ask for in a minute; a person twice as many in all sessions',
  ),
  SOTTO_ACTS_PER_MINUTE: setting(
    wholeNumber(1, 1_000_000),
    '600',
    'changes one session may make in a minute; a person twice as many in all sessions',
  ),
  SOTTO_METRICS_NETWORKS: setting(
    networks,
    '127.0.0.0/8,::1',
    'addresses and networks that read /metrics without a token, comma separated, or none',
  ),
  SOTTO_METRICS_TOKEN_FILE: optionalSetting(
    filePath(),
    '(no token)',
    'file with the bearer token by which others read /metrics; 16 characters or more',
  ),
} as const

const schema = z.object(securitySettings)

export function securitySettingsOf(values: z.output<typeof schema>): SecuritySettings {
  return {
    requestsPerMinute: {
      reads: values.SOTTO_READS_PER_MINUTE,
      acts: values.SOTTO_ACTS_PER_MINUTE,
    },
    operators: {
      networks: values.SOTTO_METRICS_NETWORKS,
      tokenFile: placeOf(values.SOTTO_METRICS_TOKEN_FILE),
    },
  }
}

/** Absolute, from wherever Sotto was started. */
function placeOf(file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(file)
}
