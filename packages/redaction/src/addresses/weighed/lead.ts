/** What stands before an address and says that it is one: "we live at", "send it to", "my address is", "i have you at". */
import { fillers } from '../../numbers/number-words.ts'
import { textAt, tokenAt } from '../../text/token.ts'
import { topicAt } from '../../topics/find-topic.ts'
import type { Topic } from '../../topics/topic-words.ts'
import type { View } from '../../view.ts'

const soft = new Set(
  "uh um er still over like just also now currently actually back down up out , : number house the our old new number's at".split(
    ' ',
  ),
)
const positions = new Set(
  'at on to in from is of as outside near off between opposite for'.split(' '),
)
/** Somebody is there, or something goes there. */
const beingThere = new Set(
  "live lives living lived stay staying stays staying stayed reside resides residing rent renting renting own bought house home place places based located situated i'm we're he's she's they're am are were parked moved moving move parents mum mom mother dad father brother sister son daughter gran grandmother uncle aunt ex neighbour neighbor neighbours neighbors friend landlord tenant property premises address adresse anschrift residence stuck waiting been be have got see showing listed registered you me us him her wohne wohnen wohnt vivo vive habite abito woon woont moro mieszkam bor".split(
    ' ',
  ),
)
const goingThere = new Set(
  'send sent ship shipped mail mailed deliver delivered post posted forward forwarded move moved moving moving go goes going went come came drop dropped bring brought courier return redirect billed addressed change changed delivery parcel package'.split(
    ' ',
  ),
)
const named = new Set(
  'zur zum address adresse adres anschrift direccion indirizzo place house property home residence office premises street road flat location lieu'.split(
    ' ',
  ),
)
const farOut = new Set(
  'page chapter version step line row gate exit channel option menu table chart level aisle size model part order ticket flight train bus train route platform'.split(
    ' ',
  ),
)
const otherTopics = new Set<Topic | undefined>(['order', 'amount', 'phone', 'card', 'account'])

export type Lead = 'none' | 'against' | 'some' | 'lives'

const reach = 6

/** What the words right before `from` say. */
export function leadBefore(view: View, from: number): Lead {
  const { tokens } = view
  let index = from - 1
  while (
    index > from - 4 &&
    (soft.has(textAt(tokens, index)) || fillers.has(textAt(tokens, index)))
  ) {
    if (positions.has(textAt(tokens, index))) break
    index -= 1
  }
  const last = textAt(tokens, index)
  if (farOut.has(last) || isElse(view, index)) return 'against'
  if (index < 0 || tokenAt(tokens, index).kind === 'mask') return 'some'
  if (named.has(last)) return 'lives'
  const position = positions.has(last) ? last : undefined
  if (position === undefined) return endsPlainly(last) ? 'some' : 'none'
  return leadOf(view, index, position)
}

function isElse({ tokens }: View, index: number): boolean {
  const at = positions.has(textAt(tokens, index)) ? index - 1 : index
  return !soft.has(textAt(tokens, at)) && otherTopics.has(topicAt(tokens, at))
}

function endsPlainly(word: string): boolean {
  return [
    "it's",
    "that's",
    'its',
    'yes',
    'yeah',
    'so',
    'no',
    'okay',
    'right',
    'and',
    'be',
    'mean',
    "here's",
  ].includes(word)
}

function leadOf({ tokens }: View, position: number, word: string): Lead {
  const isGoing = word === 'to'
  for (let index = position - 1; index >= position - reach; index -= 1) {
    const text = textAt(tokens, index)
    if (text === '.' || text === '?') break
    if (word === 'is' ? named.has(text) : beingThere.has(text) && !isGoing) return 'lives'
    if ((isGoing || word === 'from') && goingThere.has(text)) return 'lives'
  }
  return word === 'is' || word === 'at' || word === 'outside' ? 'some' : 'none'
}
