/** Providers and top-level domains as people say them. */

const list = (words: string) => new Set(words.split(' '))

export const mailProviders = list(
  'gmail googlemail hotmail outlook yahoo icloud aol proton protonmail gmx web t-online live msn ymail zoho fastmail comcast verizon btinternet sbcglobal bellsouth cox charter earthlink juno att rocketmail sky virginmedia ntlworld talktalk blueyonder tiscali sfr bluewin seznam onet interia naver qq yandex rambler hey tutanota duck posteo mailbox orange wanadoo laposte libero freenet rediffmail',
)

export const topLevelDomains = list(
  'com net org edu gov io co uk de fr es it nl be at ch eu us ca au in info biz me dev app ai ie nz pl pt se no dk fi cz br mx jp example test invalid local mail tv cc za ng ke gh pk bd lk ph th vn id my sg hk tw kr cn ru ua ro hu gr tr il ae sa eg ma ar cl pe ve shop online store tech xyz site cloud agency company live pro edu gob gouv',
)
