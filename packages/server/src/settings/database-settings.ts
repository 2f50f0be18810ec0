/** Those of the settings that say how long the database is waited for. */
import { z } from 'zod'
import type { DatabasePatience } from '../database/postgres/open-pool.ts'
import { setting } from './declare-setting.ts'
import { wholeNumber } from './setting-kinds.ts'

export const databaseSettings = {
  SOTTO_DATABASE_CONNECT_SECONDS: setting(
    wholeNumber(1, 60),
    '5',
    'how long a connection to the database may take to stand or to become free, 1 to 60',
  ),
  SOTTO_DATABASE_ANSWER_SECONDS: setting(
    wholeNumber(1, 120),
    '10',
    'how long the database may take to answer one statement, 1 to 120',
  ),
  SOTTO_DATABASE_KEEPALIVE_SECONDS: setting(
    wholeNumber(1, 600),
    '10',
    'how often a connection to the database on which nothing is asked is looked after, 1 to 600',
  ),
} as const

const schema = z.object(databaseSettings)

export function databasePatienceOf(values: z.output<typeof schema>): DatabasePatience {
  return {
    connectMs: values.SOTTO_DATABASE_CONNECT_SECONDS * 1_000,
    answerMs: values.SOTTO_DATABASE_ANSWER_SECONDS * 1_000,
    keepAliveMs: values.SOTTO_DATABASE_KEEPALIVE_SECONDS * 1_000,
  }
}
