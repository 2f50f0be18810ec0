/** One declaration per setting: how it is read, what it is without anybody saying, what it means. */
import { z } from 'zod'

export interface SettingDescription {
  /** As `--help` and the documents show it: the text that is read when nothing is set, or words in brackets. */
  readonly default: string
  readonly meaning: string
  /** Its value is never shown, not even in the line that calls it wrong. */
  readonly isSecret: boolean
}

const descriptions = z.registry<SettingDescription>()

/** A setting whose default is a value, written as somebody would write it into the environment. */
export function setting<Kind extends z.ZodType>(
  kind: Kind,
  fallback: z.input<Kind>,
  meaning: string,
): z.ZodPrefault<Kind> {
  const declared = z.prefault(kind, fallback)
  descriptions.add(declared, { default: String(fallback), meaning, isSecret: false })
  return declared
}

/** A setting that may be left out; `without` says in words what holds then. */
export function optionalSetting<Kind extends z.ZodType>(
  kind: Kind,
  without: string,
  meaning: string,
): z.ZodOptional<Kind> {
  return optional(kind, { default: without, meaning, isSecret: false })
}

/** As `optionalSetting`; nobody is ever shown its value. */
export function secretSetting<Kind extends z.ZodType>(
  kind: Kind,
  without: string,
  meaning: string,
): z.ZodOptional<Kind> {
  return optional(kind, { default: without, meaning, isSecret: true })
}

function optional<Kind extends z.ZodType>(
  kind: Kind,
  description: SettingDescription,
): z.ZodOptional<Kind> {
  const declared = z.optional(kind)
  descriptions.add(declared, description)
  return declared
}

/** Throws for a schema that none of the above has made: a defect. */
export function describeSetting(name: string, declared: z.ZodType): SettingDescription {
  const description = descriptions.get(declared)
  if (description === undefined) throw new Error(`The setting ${name} is not declared.`)
  return description
}
