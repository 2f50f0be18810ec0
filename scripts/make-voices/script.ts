/** How a dialogue is written down before it is spoken. */

export type Mood = 'calm' | 'tense' | 'angry'
export type Speaker = 'agent' | 'customer'

export interface ScriptLine {
  readonly speaker: Speaker
  /**
   * What is said, as it is said: numbers in words. Personal data stands in braces with its kind:
   * `my number is {phone:oh seven seven double oh …}`.
   */
  readonly text: string
  /** Silence before the line when it is not the usual breath: someone looks something up. Negative: it cuts in. */
  readonly gapMs?: number
}

export interface Script {
  readonly id: string
  readonly title: string
  readonly mood: Mood
  readonly topic: string
  /** Names from the cast. */
  readonly agent: string
  readonly customer: string
  readonly lines: readonly ScriptLine[]
}

export function agent(text: string, gapMs?: number): ScriptLine {
  return gapMs === undefined ? { speaker: 'agent', text } : { speaker: 'agent', text, gapMs }
}

export function customer(text: string, gapMs?: number): ScriptLine {
  return gapMs === undefined ? { speaker: 'customer', text } : { speaker: 'customer', text, gapMs }
}
