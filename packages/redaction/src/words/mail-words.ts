/** Providers and top-level domains as people say them. */

const list = (words: string) => new Set(words.split(' '))

export const mailProviders = list(
  'gmail googlemail hotmail outlook yahoo icloud aol proton protonmail gmx web t-online live msn ymail zoho fastmail comcast verizon btinternet sbcglobal bellsouth cox charter earthlink juno att rocketmail sky virginmedia ntlworld talktalk blueyonder tiscali sfr bluewin seznam onet interia naver qq yandex rambler hey tutanota duck posteo mailbox telekom magenta hotmail ukr mailru bigpond optusnet xtra shaw rogers telus sympatico bell windstream frontier optonline mindspring netzero charter ziggo kpn telenet skynet bluemail vodafone eircom o2 virgin talk21 plusnet mac mecom hush startmail runbox inbox terra uol bol ig globo alice tin virgilio wp o2pl onetpl mailru orange wanadoo laposte libero freenet rediffmail',
)

export const topLevelDomains = list(
  'church email bank zw ug tz rw zm na bw mz et sn ci cm ao tn dz ly jo lb qa kw bh om iq af np mm kh la mn kz uz am az by rs hr si sk bg lt lv ee is lu mt cy li mc ad al ba mk md gi fo gl pr jm tt bb bs bz gt hn sv ni cr pa do cu ec bo py uy gy sr fj pg ws to work life world group team media care clinic school energy film law dental design studio club social art fm coop museum aero jobs mobi travel wales scot london berlin com net org edu gov io co uk de fr es it nl be at ch eu us ca au in info biz me dev app ai ie nz pl pt se no dk fi cz br mx jp example test invalid local mail tv cc za ng ke gh pk bd lk ph th vn id my sg hk tw kr cn ru ua ro hu gr tr il ae sa eg ma ar cl pe ve shop online store tech xyz site cloud agency company live pro edu gob gouv',
)
