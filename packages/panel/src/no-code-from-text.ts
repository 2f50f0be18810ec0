/**
 * The page's Trusted Types forbid text to become code. The schemas would try once whether they may, and the browser would
 * report it; so they are told before the first of them is made. Imported first of all.
 */
import { config } from 'zod'

config({ jitless: true })
