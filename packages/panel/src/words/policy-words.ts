/** Policies in words: what each rule means, what a version changed, what the agent and the supervisor are told. */
import {
  effectivePolicy,
  type KeepableKind,
  type Policy,
  type PolicyRules,
  type SupervisedMode,
  supervisedModes,
} from '@sotto/domain'
import { inLanguage } from './in-language.ts'
import { listed } from './number-words.ts'
import { coachedWords } from './strip-words.ts'
import { maskKindWords } from './transcript-words.ts'

export const english = {
  policyModeWords: {
    monitor: 'Monitor',
    coach: 'Coach',
    barge: 'Barge in',
  } satisfies Record<SupervisedMode, string>,
  open: 'left open',
  doing: { monitor: 'listen', coach: 'coach', barge: 'barge in' },
  yes: 'yes',
  no: 'no',
  summary: {
    listeningTold: 'agents are told when somebody listens',
    listeningHidden: 'listening may be hidden',
    coachingNotTold: 'coaching is not told',
    bargingNotTold: 'barging in is not told',
    reasonFor: (modes: string) => `reason for ${modes}`,
    protected: (count: number) => `${count} never listened to`,
    nothingRevealed: 'nothing is revealed',
    kindsUnmasked: (count: number) => `${count} kinds unmasked`,
  },
  rules: {
    hiddenListening: 'Hidden listening',
    told: (mode: string) => `Agent told of ${mode}`,
    reason: (mode: string) => `Reason for ${mode}`,
    protectedAgent: (name: string) => `Nobody listens to agent ${name}`,
    protectedCustomer: (name: string) => `Nobody listens to customer ${name}`,
    reveal: 'Revealing masked data',
    kept: 'Left unmasked',
    factDays: 'Facts about calls kept',
    coachingDays: 'Finished coaching sessions kept',
    explanation: 'Words for whoever is refused',
  },
  nothing: 'nothing',
  quoted: (text: string) => `“${text}”`,
  allowed: 'allowed',
  forbidden: 'forbidden',
  required: 'required',
  notRequired: 'not required',
  days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  toldWhenYou: (doing: string) => `the agent is told when you ${doing}`,
  notToldWhenYou: (doing: string) => `the agent is not told when you ${doing}`,
  byPolicy: (sentences: string) => `By policy ${sentences}.`,
}

const words = inLanguage('policy-words', english)

export const policyModeWords = words.policyModeWords

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

export const yesNo = (value: boolean): string => (value ? words.yes : words.no)

/** One line for a list: what is out of the ordinary in this queue. */
export function policySummary(policy: Policy): string {
  const { summary } = words
  const asked = supervisedModes.filter((mode) => policy.reasonRequired[mode])
  const protectedCount = policy.protectedAgents.length + policy.protectedCustomers.length
  return [
    policy.told.monitor ? summary.listeningTold : summary.listeningHidden,
    policy.told.coach ? undefined : summary.coachingNotTold,
    policy.told.barge ? undefined : summary.bargingNotTold,
    asked.length === 0
      ? undefined
      : summary.reasonFor(listed(asked.map((mode) => policyModeWords[mode]))),
    protectedCount === 0 ? undefined : summary.protected(protectedCount),
    policy.revealAllowed ? undefined : summary.nothingRevealed,
    policy.keptKinds.length === 0 ? undefined : summary.kindsUnmasked(policy.keptKinds.length),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Every rule by its name, as this version has it; absent where it leaves it open. */
function ruleLines(rules: PolicyRules): ReadonlyMap<string, string> {
  const { rules: names } = words
  const lines = new Map<string, string>()
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) lines.set(name, value)
  }
  put(names.hiddenListening, allowedWord(rules.hiddenListening))
  for (const mode of supervisedModes) {
    put(names.told(policyModeWords[mode]), maybe(rules.notice?.[mode]))
    put(names.reason(policyModeWords[mode]), requiredWord(rules.reasonRequired?.[mode]))
  }
  for (const { name, why } of rules.protectedAgents ?? [])
    put(names.protectedAgent(name), why ?? words.yes)
  for (const { customer, why } of rules.protectedCustomers ?? [])
    put(names.protectedCustomer(customer), why ?? words.yes)
  put(names.reveal, allowedWord(rules.revealAllowed))
  put(names.kept, rules.keptKinds && (listed(rules.keptKinds.map(kindWords)) || words.nothing))
  put(names.factDays, daysWord(rules.factDays))
  put(names.coachingDays, daysWord(rules.coachingDays))
  put(names.explanation, rules.explanation && words.quoted(rules.explanation))
  return lines
}

const maybe = (value: boolean | undefined) => (value === undefined ? undefined : yesNo(value))
const allowedWord = (value: boolean | undefined) =>
  value === undefined ? undefined : value ? words.allowed : words.forbidden
const requiredWord = (value: boolean | undefined) =>
  value === undefined ? undefined : value ? words.required : words.notRequired
const daysWord = (days: number | undefined) => (days === undefined ? undefined : words.days(days))

const open = words.open

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

const doing = words.doing

/** Beside the mode buttons: where a policy has the agent told otherwise than usual. */
export function noticeSentence(told: readonly SupervisedMode[]): string | undefined {
  const usual = effectivePolicy().told
  const differs = supervisedModes.filter((mode) => told.includes(mode) !== usual[mode])
  if (differs.length === 0) return undefined
  const sentences = differs.map((mode) =>
    told.includes(mode) ? words.toldWhenYou(doing[mode]) : words.notToldWhenYou(doing[mode]),
  )
  return words.byPolicy(listed(sentences))
}
