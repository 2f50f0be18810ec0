/** Which kinds of personal data a team leaves unmasked: a choice by queue, with two kinds that nobody can choose. */
import type { Unsubscribe } from '@sotto/kernel'
import { type PersonalKind, personalKinds } from '@sotto/redaction'
import { z } from 'zod'

/** Where the choice comes from: the settings, and the queue's policy. Asked anew for every conversation and every text. */
export interface RedactionChoices {
  /** The kinds this queue's team does not want masked; none for a queue nobody has chosen for. */
  keptKinds(queueId: string): readonly PersonalKind[]
  /** Told when the choice of any queue may be another; a choice without it never changes. */
  onChange?(listener: () => void): Unsubscribe
}

/** Whatever anybody chooses, these are masked: no team needs a card number on a screen. */
export const alwaysMasked = ['card', 'cvv'] as const satisfies readonly PersonalKind[]

const choosable = personalKinds.filter((kind) => !alwaysMasked.some((always) => always === kind))

/** What a setting may hold: queue id → kinds, cards and security codes refused. */
export const keptKindsSchema = z.record(z.string().min(1).max(128), z.array(z.enum(choosable)))
export type KeptKinds = Readonly<Record<string, readonly PersonalKind[]>>

export function choicesFromSettings(kept: KeptKinds): RedactionChoices {
  const byQueue = new Map(Object.entries(kept))
  return { keptKinds: (queueId) => byQueue.get(queueId) ?? [] }
}

/** What any of them leaves unmasked. */
export function allChoices(...choices: readonly RedactionChoices[]): RedactionChoices {
  return {
    keptKinds: (queueId) => choices.flatMap((choice) => choice.keptKinds(queueId)),
    onChange(listener) {
      const stops = choices.flatMap((choice) => choice.onChange?.(listener) ?? [])
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

/** What the redactor is told to leave alone in a queue: the team's choice, never one of `alwaysMasked`. */
export function kindsOffIn(
  choices: RedactionChoices,
  queueId: string | undefined,
): readonly PersonalKind[] {
  if (queueId === undefined) return []
  return choices.keptKinds(queueId).filter((kind) => choosable.includes(kind))
}
