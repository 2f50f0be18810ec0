/** Policies in words: what each rule means, what a version changed, what the agent and the supervisor are told. */
import {
  effectivePolicy,
  type KeepableKind,
  type Policy,
  type PolicyRules,
  type SupervisedMode,
  supervisedModes,
} from '@sotto/domain'
import { coachedWords } from './strip-words.ts'
import { maskKindWords } from './transcript-words.ts'

export const policyModeWords = {
  monitor: 'Monitor',
  coach: 'Coach',
  barge: 'Barge in',
} as const satisfies Record<SupervisedMode, string>

export const keepableKinds = [
  'name',
  'phone',
  'email',
  'address',
  'postcode',
  'birth-date',
  'account',
  'iban',
  'national-id',
  'ip',
  'secret-url',
] as const satisfies readonly KeepableKind[]

export function kindWords(kind: KeepableKind): string {
  return maskKindWords[kind]
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

/** One line for a list: what is out of the ordinary in this queue. */
export function policySummary(policy: Policy): string {
  const asked = supervisedModes.filter((mode) => policy.reasonRequired[mode])
  const protectedCount = policy.protectedAgents.length + policy.protectedCustomers.length
  return [
    policy.told.monitor ? 'agents are told when somebody listens' : 'listening may be hidden',
    policy.told.coach ? undefined : 'coaching is not told',
    policy.told.barge ? undefined : 'barging in is not told',
    asked.length === 0
      ? undefined
      : `reason for ${listed(asked.map((mode) => policyModeWords[mode]))}`,
    protectedCount === 0 ? undefined : `${protectedCount} never listened to`,
    policy.revealAllowed ? undefined : 'nothing is revealed',
    policy.keptKinds.length === 0 ? undefined : `${policy.keptKinds.length} kinds unmasked`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Every rule by its name, as this version has it; absent where it leaves it open. */
function ruleLines(rules: PolicyRules): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) lines.set(name, value)
  }
  put('Hidden listening', allowedWord(rules.hiddenListening))
  for (const mode of supervisedModes) {
    put(`Agent told of ${policyModeWords[mode]}`, maybe(rules.notice?.[mode]))
    put(`Reason for ${policyModeWords[mode]}`, requiredWord(rules.reasonRequired?.[mode]))
  }
  for (const { name, why } of rules.protectedAgents ?? [])
    put(`Nobody listens to agent ${name}`, why ?? 'yes')
  for (const { customer, why } of rules.protectedCustomers ?? [])
    put(`Nobody listens to customer ${customer}`, why ?? 'yes')
  put('Revealing masked data', allowedWord(rules.revealAllowed))
  put('Left unmasked', rules.keptKinds && (listed(rules.keptKinds.map(kindWords)) || 'nothing'))
  put('Facts about calls kept', daysWord(rules.factDays))
  put('Finished coaching sessions kept', daysWord(rules.coachingDays))
  put('Words for whoever is refused', rules.explanation && `“${rules.explanation}”`)
  return lines
}

const maybe = (value: boolean | undefined) => (value === undefined ? undefined : yesNo(value))
const allowedWord = (value: boolean | undefined) =>
  value === undefined ? undefined : value ? 'allowed' : 'forbidden'
const requiredWord = (value: boolean | undefined) =>
  value === undefined ? undefined : value ? 'required' : 'not required'
const daysWord = (days: number | undefined) =>
  days === undefined ? undefined : days === 1 ? '1 day' : `${days} days`

const open = 'left open'

/** What the later version changed, one sentence each; none when it changed nothing. */
export function policyChanges(before: PolicyRules, after: PolicyRules): readonly string[] {
  const [was, is] = [ruleLines(before), ruleLines(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [from, to] = [was.get(name), is.get(name)]
    return from === to ? [] : [`${name}: ${from ?? open} → ${to ?? open}`]
  })
}

/** What the agent reads while somebody does that in their call; undefined: they are not told. Whoever speaks listens, too. */
export function agentNotice(
  policy: Policy,
  mode: SupervisedMode,
  name: string,
): string | undefined {
  const how = [mode, 'monitor' as const].find((one) => policy.told[one])
  if (how === undefined) return undefined
  const call = { id: '', media: 'voice', phase: 'active', startedAt: 0 } as const
  return coachedWords([{ ...call, coached: { state: 'known', by: [{ name, how }] } }], false).join(
    ' ',
  )
}

const doing = { monitor: 'listen', coach: 'coach', barge: 'barge in' } as const

/** Beside the mode buttons: where a policy has the agent told otherwise than usual. */
export function noticeSentence(told: readonly SupervisedMode[]): string | undefined {
  const usual = effectivePolicy().told
  const differs = supervisedModes.filter((mode) => told.includes(mode) !== usual[mode])
  if (differs.length === 0) return undefined
  const sentences = differs.map((mode) =>
    told.includes(mode)
      ? `the agent is told when you ${doing[mode]}`
      : `the agent is not told when you ${doing[mode]}`,
  )
  return `By policy ${listed(sentences)}.`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
