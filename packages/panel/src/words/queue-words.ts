/** What became of one's queues, in words. */
import type { QueueNews } from '../model/list/queue-news.ts'

export function queueName(name: string): string {
  return name.trim() === '' ? 'Unnamed queue' : name
}

/** Names apart from the words around them, so that a name in another direction turns nothing but itself. */
export function queueNewsWords(news: QueueNews): readonly (string | { readonly name: string })[] {
  switch (news.kind) {
    case 'renamed':
      return [
        'The queue “',
        { name: queueName(news.from) },
        '” is now called “',
        { name: queueName(news.to) },
        '”.',
      ]
    case 'gone':
      return [
        'The queue “',
        { name: queueName(news.name) },
        '” is no longer one of yours. Its conversations and agents have left the list.',
      ]
    case 'new':
      return ['The queue “', { name: queueName(news.name) }, '” is one of yours now.']
  }
}
