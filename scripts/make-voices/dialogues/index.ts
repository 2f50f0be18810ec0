import type { Script } from '../script.ts'
import { billingScripts } from './billing.ts'
import { returnsScripts } from './returns.ts'
import { salesScripts } from './sales.ts'
import { supportScripts } from './support.ts'

export const scripts: readonly Script[] = [
  ...billingScripts,
  ...supportScripts,
  ...salesScripts,
  ...returnsScripts,
]
