/** Takes a person out of all versions of the policies: whoever laid them down, and whoever stands on a list in them. */
import type { PolicyRules } from '@sotto/domain'
import { policyRulesSchema } from '@sotto/protocol'
import { sql, type Transaction } from 'kysely'
import { tellOfPolicies } from './postgres-policy-store.ts'
import type { Database } from './tables.ts'

export interface ErasedPerson {
  readonly personId: string
  /** In the place of an id, and of a name. */
  readonly nobody: string
  readonly nameless: string
  /** Takes their names out of a text. */
  readonly without: (text: string) => string
}

/** Answers how many versions were changed. Servers are told with the commit: what they have in memory has the names as well. */
export async function eraseFromPolicies(
  transaction: Transaction<Database>,
  person: ErasedPerson,
): Promise<number> {
  const rows = await transaction.selectFrom('policy_version').selectAll().forUpdate().execute()
  let changed = 0
  for (const row of rows) {
    const rules = JSON.stringify(policyRulesSchema.parse(row.rules))
    const left = JSON.stringify(rulesWithout(policyRulesSchema.parse(row.rules), person))
    const isTheirs = row.changed_by === person.personId
    if (!isTheirs && left === rules) continue
    await transaction
      .updateTable('policy_version')
      .set({
        rules: left,
        ...(isTheirs ? { changed_by: person.nobody, changed_by_name: person.nameless } : {}),
      })
      .where('revision', '=', row.revision)
      .execute()
    changed += 1
  }
  if (changed > 0) await tellOfPolicies(transaction)
  return changed
}

/** Nobody is protected any more who is kept nowhere. */
function rulesWithout(rules: PolicyRules, { personId, without }: ErasedPerson): PolicyRules {
  const { explanation, protectedAgents, protectedCustomers } = rules
  const explained = <Entry extends { readonly why?: string }>(entry: Entry) =>
    entry.why === undefined ? entry : { ...entry, why: without(entry.why) }
  return {
    ...rules,
    ...(explanation === undefined ? {} : { explanation: without(explanation) }),
    ...(protectedAgents === undefined
      ? {}
      : {
          protectedAgents: protectedAgents
            .filter(({ userId }) => userId !== personId)
            .map(explained),
        }),
    ...(protectedCustomers === undefined
      ? {}
      : { protectedCustomers: protectedCustomers.map(explained) }),
  }
}

/** Who stands on a list of any version. */
export const listedInPolicies = sql`
  select entry ->> 'userId' as id, entry ->> 'name' as name from policy_version,
    jsonb_array_elements(coalesce(rules -> 'protectedAgents', '[]'::jsonb)) as entry`
