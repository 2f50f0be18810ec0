import type { english } from '../permission-names.ts'

export const permissionNames: typeof english = { administrator: 'Rolle Administration' }
