/** The rules of one place, in clear words. Nothing is in force until it is saved. */

import {
  effectivePolicy,
  type ModeRules,
  type PolicyRules,
  type SupervisedMode,
  supervisedModes,
} from '@sotto/domain'
import { longestPolicyText, mostRetentionDays, type PolicyVersion } from '@sotto/protocol'
import { useId } from 'react'
import shared from '../../components/button.module.css'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { policiesOf } from '../../model/policies/policies.ts'
import { policyModeWords } from '../../words/policy-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import { KeptKinds } from './kept-kinds.tsx'
import styles from './policies.module.css'
import { Choice, Days } from './policy-fields.tsx'
import { PolicySave } from './policy-save.tsx'
import { ProtectedPeople } from './protected-people.tsx'

export interface PolicyFormProps {
  readonly name: string
  readonly rules: PolicyRules
  /** What is in force; the draft may have been begun upon an older one. */
  readonly present: PolicyVersion
  /** The rules for all queues, where this is a queue. */
  readonly forAll: PolicyRules | undefined
}

export function PolicyForm({ forAll, name, present, rules }: PolicyFormProps) {
  const policies = policiesOf(useModel())
  const { isSaving } = usePolicies()
  const fallback = effectivePolicy(forAll)
  const left = forAll === undefined ? policiesScreen.asUsual : policiesScreen.asAllQueues
  const isHidden = rules.hiddenListening ?? fallback.hiddenListening
  const edit = (change: Change) => policies.edit(withChange(rules, change))
  return (
    <fieldset className={styles.form} disabled={isSaving}>
      <legend className={styles.hidden}>{policiesScreen.rulesFor(name)}</legend>
      <div className={styles.card}>
        <h3 className={styles.subheading}>{policiesScreen.whatAgentsAreTold}</h3>
        <Choice
          fallback={`${left}: ${fallback.hiddenListening ? policiesScreen.allowed : policiesScreen.forbidden}`}
          label={policiesScreen.listeningWithoutTheAgentsKnowledge}
          no={policiesScreen.forbiddenTheAgentIsAlways}
          onChange={(hiddenListening) => edit({ hiddenListening })}
          value={rules.hiddenListening}
          yes={policiesScreen.allowed}
        />
        {supervisedModes.map((mode) => (
          <Choice
            fallback={`${left}: ${fallback.told[mode] ? policiesScreen.told : policiesScreen.notTold}`}
            fixed={
              mode === 'monitor' && !isHidden
                ? policiesScreen.toldHiddenListeningIsForbidden
                : undefined
            }
            key={mode}
            label={policiesScreen.theAgentIs(policyModeWords[mode])}
            no={policiesScreen.notTold}
            onChange={(told) => edit({ notice: withMode(rules.notice, mode, told) })}
            value={rules.notice?.[mode]}
            yes={policiesScreen.told}
          />
        ))}
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>{policiesScreen.whatSupervisorsHaveToGive}</h3>
        {supervisedModes.map((mode) => (
          <Choice
            fallback={`${left}: ${fallback.reasonRequired[mode] ? policiesScreen.required : policiesScreen.notRequired}`}
            key={mode}
            label={policiesScreen.aReasonIs(policyModeWords[mode])}
            no={policiesScreen.notRequired}
            onChange={(required) =>
              edit({ reasonRequired: withMode(rules.reasonRequired, mode, required) })
            }
            value={rules.reasonRequired?.[mode]}
            yes={policiesScreen.requiredAndKeptWithThe}
          />
        ))}
        <Explanation onChange={(explanation) => edit({ explanation })} value={rules.explanation} />
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>{policiesScreen.whomNobodyListensTo}</h3>
        <p className={styles.dim}>
          {policiesScreen.nobodyMonitorsCoachesOrBarges}
          {forAll === undefined ? '' : policiesScreen.thoseOfAllQueuesHold}
        </p>
        <ProtectedPeople onChange={policies.edit} rules={rules} />
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>{policiesScreen.personalData}</h3>
        <Choice
          fallback={`${left}: ${fallback.revealAllowed ? policiesScreen.allowed : policiesScreen.forbidden}`}
          label={policiesScreen.showingWhatAMaskHides}
          no={policiesScreen.forbidden}
          onChange={(revealAllowed) => edit({ revealAllowed })}
          value={rules.revealAllowed}
          yes={policiesScreen.allowedOneAtATime}
        />
        <KeptKinds
          fallback={fallback.keptKinds}
          left={left}
          onChange={(keptKinds) => edit({ keptKinds })}
          value={rules.keptKinds}
        />
        <Days
          label={policiesScreen.factsAboutCallsAreKept}
          most={mostRetentionDays}
          onChange={(factDays) => edit({ factDays })}
          placeholder={left}
          value={rules.factDays}
        />
        <Days
          label={policiesScreen.finishedCoachingSessionsAreKept}
          most={mostRetentionDays}
          onChange={(coachingDays) => edit({ coachingDays })}
          placeholder={left}
          value={rules.coachingDays}
        />
        <p className={styles.dim}>{policiesScreen.theShortestTimeCountsHere}</p>
      </div>
      <PolicySave name={name} present={present} />
    </fieldset>
  )
}

function Explanation({
  onChange,
  value,
}: {
  readonly value: string | undefined
  readonly onChange: (words: string | undefined) => void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{policiesScreen.whatWhoeverIsRefusedReads}</label>
      <input
        autoComplete="off"
        className={shared.input}
        id={id}
        maxLength={longestPolicyText}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        value={value ?? ''}
      />
    </div>
  )
}

/** A rule that becomes undefined, or says nothing, is left open. */
type Change = { readonly [Rule in keyof PolicyRules]?: PolicyRules[Rule] | undefined }

function withChange(rules: PolicyRules, change: Change): PolicyRules {
  const entries = Object.entries({ ...rules, ...change })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && !isBlank(value)))
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function withMode(
  rules: ModeRules | undefined,
  mode: SupervisedMode,
  value: boolean | undefined,
): ModeRules | undefined {
  const { [mode]: _, ...others } = rules ?? {}
  if (value !== undefined) return { ...others, [mode]: value }
  return Object.keys(others).length === 0 ? undefined : others
}
