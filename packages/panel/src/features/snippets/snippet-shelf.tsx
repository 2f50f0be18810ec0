import { Button } from '@mantine/core'
import type { Me, SnippetView } from '@sotto/protocol'
import { useId } from 'react'
import { useOwnQueues } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useSnippets } from '../../hooks/use-snippets.ts'
import { snippetsOf } from '../../model/snippets/snippets.ts'
import { queueNameOf, snippetWords } from '../../words/snippet-words.ts'
import { SnippetForm } from './snippet-form.tsx'
import styles from './snippets.module.css'

export interface SnippetShelfProps {
  readonly heading: string
  readonly me: Me
  readonly snippets: readonly SnippetView[]
}

/** One's own, or what one queue shares. */
export function SnippetShelf({ heading, me, snippets }: SnippetShelfProps) {
  const id = useId()
  const { editing } = useSnippets()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <ul className={styles.shelf}>
        {snippets.map((snippet) => (
          <li key={snippet.id}>
            {editing?.id === snippet.id ? (
              <SnippetForm me={me} />
            ) : (
              <Kept me={me} snippet={snippet} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Kept({ me, snippet }: { readonly me: Me; readonly snippet: SnippetView }) {
  const snippets = snippetsOf(useModel())
  const queues = useOwnQueues(me)
  const { id, mayChange, queueId = '', shelf, text, title, version } = snippet
  return (
    <article className={styles.kept}>
      <h3 dir="auto">{title}</h3>
      <p className={styles.text} dir="auto">
        {text}
      </p>
      {shelf === 'own' && queueId !== '' ? (
        <p className={styles.note}>{queueNameOf(queueId, queues)}</p>
      ) : null}
      {mayChange ? (
        <div className={styles.acts}>
          <Button
            aria-label={`${snippetWords.change}: ${title}`}
            onClick={() => snippets.edit({ id, version, shelf, queueId, title, text })}
            size="compact-sm"
            variant="default"
          >
            {snippetWords.change}
          </Button>
          <Button
            aria-label={`${snippetWords.remove}: ${title}`}
            color="gray"
            onClick={() => void snippets.remove(snippet)}
            size="compact-sm"
            variant="default"
          >
            {snippetWords.remove}
          </Button>
        </div>
      ) : null}
    </article>
  )
}
