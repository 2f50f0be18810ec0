/** Providers and top-level domains as people say them. */

const list = (words: string) => new Set(words.split(' '))

export const mailProviders = list(
  'gmail googlemail hotmail outlook yahoo icloud aol proton protonmail gmx web t-online live msn ymail zoho fastmail comcast verizon btinternet orange wanadoo laposte libero freenet rediffmail',
)

export const topLevelDomains = list(
  'com net org edu gov io co uk de fr es it nl be at ch eu us ca au in info biz me dev app ai ie nz pl pt se no dk fi cz br mx jp example test invalid local mail tv cc',
)
