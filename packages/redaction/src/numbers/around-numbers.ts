/** Words beside a number that name something else, and those that anybody says who dictates. */
import { topicOfWord } from '../topics/topic-words.ts'
import { everydayWords } from '../words/common-words.ts'
import { isKnownWord } from '../words/known-word.ts'
import { backChannels } from './number-words.ts'

/** What is said around a number that somebody dictates, and names nothing. */
const around = new Set(
  "it it's its is that that's thats this the my your our his her i i'm i've i'll you me he she they we and or then so but to be was it'd it'll would should could can do does did have has had got get give think believe guess know mean say said says read reads goes go going starts start begins ends ending first second third last next part half middle rest beginning end whole full number numbers numero digit digits code ones after before behind with of for on in at as from up there here's here what whats wait hold hang on sec minute again now still just only also old new same other another mine hers his theirs work home personal main best better good yes no not please front back card side verification security let's try check see zero one two three four five six seven eight nine ten double triple".split(
    ' ',
  ),
)

/** "Payments", "crime", "letter": a word of the language that neither goes with dictating nor tells what the number is. */
export function isThing(text: string): boolean {
  if (around.has(text) || backChannels.has(text) || topicOfWord.has(text)) return false
  return everydayWords.has(text) || isKnownWord(text)
}
