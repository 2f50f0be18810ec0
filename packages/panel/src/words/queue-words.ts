/** What became of one's queues, in words. */
import type { QueueNews } from '../model/list/queue-news.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  unnamed: 'Unnamed queue',
  /** What stands around the names. */
  renamed: ['The queue “', '” is now called “', '”.'] satisfies [string, string, string],
  gone: [
    'The queue “',
    '” is no longer one of yours. Its conversations and agents have left the list.',
  ] satisfies [string, string],
  added: ['The queue “', '” is one of yours now.'] satisfies [string, string],
}

const words = inLanguage('queue-words', english)

export function queueName(name: string): string {
  return name.trim() === '' ? words.unnamed : name
}

/** Names apart from the words around them, so that a name in another direction turns nothing but itself. */
export function queueNewsWords(news: QueueNews): readonly (string | { readonly name: string })[] {
  switch (news.kind) {
    case 'renamed': {
      const [before, between, after] = words.renamed
      return [before, { name: queueName(news.from) }, between, { name: queueName(news.to) }, after]
    }
    case 'gone':
      return around(words.gone, news.name)
    case 'new':
      return around(words.added, news.name)
  }
}

function around([before, after]: readonly [string, string], name: string) {
  return [before, { name: queueName(name) }, after]
}
