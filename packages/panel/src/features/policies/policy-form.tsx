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
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { policyModeWords } from '../../words/policy-words.ts'
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
  const { policies } = useModel()
  const { isSaving } = usePolicies()
  const fallback = effectivePolicy(forAll)
  const left = forAll === undefined ? 'as usual' : 'as all queues'
  const isHidden = rules.hiddenListening ?? fallback.hiddenListening
  const edit = (change: Change) => policies.edit(withChange(rules, change))
  return (
    <fieldset className={styles.form} disabled={isSaving}>
      <legend className={styles.hidden}>{`Rules for ${name}`}</legend>
      <div className={styles.card}>
        <h3 className={styles.subheading}>What agents are told</h3>
        <Choice
          fallback={`${left}: ${fallback.hiddenListening ? 'allowed' : 'forbidden'}`}
          label="Listening without the agent’s knowledge"
          no="forbidden: the agent is always told"
          onChange={(hiddenListening) => edit({ hiddenListening })}
          value={rules.hiddenListening}
          yes="allowed"
        />
        {supervisedModes.map((mode) => (
          <Choice
            fallback={`${left}: ${fallback.told[mode] ? 'told' : 'not told'}`}
            fixed={
              mode === 'monitor' && !isHidden ? 'told: hidden listening is forbidden' : undefined
            }
            key={mode}
            label={`${policyModeWords[mode]}: the agent is`}
            no="not told"
            onChange={(told) => edit({ notice: withMode(rules.notice, mode, told) })}
            value={rules.notice?.[mode]}
            yes="told"
          />
        ))}
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>What supervisors have to give</h3>
        {supervisedModes.map((mode) => (
          <Choice
            fallback={`${left}: ${fallback.reasonRequired[mode] ? 'required' : 'not required'}`}
            key={mode}
            label={`${policyModeWords[mode]}: a reason is`}
            no="not required"
            onChange={(required) =>
              edit({ reasonRequired: withMode(rules.reasonRequired, mode, required) })
            }
            value={rules.reasonRequired?.[mode]}
            yes="required, and kept with the act"
          />
        ))}
        <Explanation onChange={(explanation) => edit({ explanation })} value={rules.explanation} />
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>Whom nobody listens to</h3>
        <p className={styles.dim}>
          Nobody monitors, coaches or barges in on them, or reads their transcripts. Text whispers
          stay open.{forAll === undefined ? '' : ' Those of all queues hold here, too.'}
        </p>
        <ProtectedPeople onChange={policies.edit} rules={rules} />
      </div>
      <div className={styles.card}>
        <h3 className={styles.subheading}>Personal data</h3>
        <Choice
          fallback={`${left}: ${fallback.revealAllowed ? 'allowed' : 'forbidden'}`}
          label="Showing what a mask hides, to who has the right"
          no="forbidden"
          onChange={(revealAllowed) => edit({ revealAllowed })}
          value={rules.revealAllowed}
          yes="allowed, one at a time and on record"
        />
        <KeptKinds
          fallback={fallback.keptKinds}
          left={left}
          onChange={(keptKinds) => edit({ keptKinds })}
          value={rules.keptKinds}
        />
        <Days
          label="Facts about calls are kept for at most"
          most={mostRetentionDays}
          onChange={(factDays) => edit({ factDays })}
          placeholder={left}
          value={rules.factDays}
        />
        <Days
          label="Finished coaching sessions are kept for at most"
          most={mostRetentionDays}
          onChange={(coachingDays) => edit({ coachingDays })}
          placeholder={left}
          value={rules.coachingDays}
        />
        <p className={styles.dim}>The shortest time counts: here, for all queues, or by setting.</p>
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
      <label htmlFor={id}>What whoever is refused reads, in your words</label>
      <input
        autoComplete="off"
        className={styles.input}
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
