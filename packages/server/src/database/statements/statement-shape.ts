/** Two statements are of one shape when only their values differ, or how many of them there are. */

const tables = /\b(?:audit_(?:entry|node|tree|head)|control|control_act)\b/

/** Undefined for what does not touch the audit or the controls, and for what changes tables themselves. */
export function auditShapeOf(statement: string): string | undefined {
  const text = statement.replaceAll(/\s+/g, ' ').trim()
  if (!/^(?:select|insert|update|delete|with)\b/i.test(text) || !tables.test(text)) return undefined
  return text
    .replaceAll(/\$\d+/g, '$')
    .replaceAll(/\((?:\$, )+\$\)/g, '($)')
    .replaceAll(/(?:\(\$\), )+\(\$\)/g, '($)')
}
