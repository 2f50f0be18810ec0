/** Where snippets are kept: one's own, and what the queues share. */

import { Button } from '@mantine/core'
import type { Me, SnippetView } from '@sotto/protocol'
import { useEffect } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { Problem } from '../../components/problem.tsx'
import { useOwnQueues } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useSnippets } from '../../hooks/use-snippets.ts'
import { snippetsOf } from '../../model/snippets/snippets.ts'
import { failureWords } from '../../words/problem-words.ts'
import {
  notChangedWords,
  notReadWords,
  removedWords,
  savedWords,
  sharedHeading,
  snippetWords,
} from '../../words/snippet-words.ts'
import { SnippetForm } from './snippet-form.tsx'
import { SnippetShelf } from './snippet-shelf.tsx'
import styles from './snippets.module.css'

export function SnippetsPage({ me }: { readonly me: Me }) {
  const snippets = snippetsOf(useModel())
  useEffect(() => void snippets.open(), [snippets])
  useEffect(() => {
    document.title = `${snippetWords.heading} · Sotto`
    return () => {
      document.title = 'Sotto'
    }
  }, [])
  return <SnippetsView me={me} />
}

export function SnippetsView({ me }: { readonly me: Me }) {
  const snippets = snippetsOf(useModel())
  const shown = useSnippets()
  const { editing, failure, isLoading, list } = shown
  return (
    <section aria-label={snippetWords.heading} className={styles.page}>
      <BackButton />
      <h1>{snippetWords.heading}</h1>
      <p className={styles.note}>{snippetWords.lead}</p>
      <p className={styles.note}>{snippetWords.variables}</p>
      {failure === undefined ? null : (
        <div className={styles.failure}>
          <Problem words={notReadWords(shown, failureWords(failure))} />
          <Button onClick={() => void snippets.open()} size="compact-sm" variant="default">
            {snippetWords.tryAgain}
          </Button>
        </div>
      )}
      <News />
      {list === undefined && isLoading ? <p role="status">{snippetWords.loading}</p> : null}
      {editing !== undefined && editing.id === undefined ? <SnippetForm me={me} /> : null}
      {list === undefined ? null : <Shelves me={me} />}
    </section>
  )
}

/** What became of the last press. The region stands there from the beginning, so that its news is read out. */
function News() {
  const snippets = snippetsOf(useModel())
  const { editing, removed, saveFailure, saved } = useSnippets()
  return (
    <>
      <div className={styles.news} role="status">
        {saved === undefined ? null : <p>{savedWords(saved)}</p>}
        {removed === undefined ? null : (
          <p>
            {removedWords(removed)}{' '}
            <Button onClick={() => void snippets.bringBack()} size="compact-sm" variant="default">
              {snippetWords.bringBack}
            </Button>
          </p>
        )}
      </div>
      {saveFailure === undefined || editing !== undefined ? null : (
        <Problem words={notChangedWords(failureWords(saveFailure))} />
      )}
    </>
  )
}

function Shelves({ me }: { readonly me: Me }) {
  const snippets = snippetsOf(useModel())
  const { editing, list } = useSnippets()
  const queues = useOwnQueues(me)
  if (list === undefined) return null
  const { mayKeepOwn, mayShareIn } = list
  const own = list.snippets.filter(({ shelf }) => shelf === 'own')
  const isNew = editing !== undefined && editing.id === undefined
  const shared = sharedByQueue(list.snippets, mayShareIn)
  const begin = () =>
    snippets.edit({
      shelf: mayKeepOwn ? 'own' : 'shared',
      queueId: mayKeepOwn ? '' : (mayShareIn[0] ?? ''),
      ...{ title: '', text: '' },
    })
  return (
    <>
      {(mayKeepOwn || mayShareIn.length > 0) && !isNew ? (
        <Button className={styles.add} onClick={begin}>
          {snippetWords.add}
        </Button>
      ) : null}
      {list.snippets.length === 0 ? <p className={styles.note}>{snippetWords.none}</p> : null}
      {own.length > 0 ? <SnippetShelf heading={snippetWords.mine} me={me} snippets={own} /> : null}
      {shared.map(([queueId, ofQueue]) => (
        <SnippetShelf
          heading={sharedHeading(queueId, queues)}
          key={queueId}
          me={me}
          snippets={ofQueue}
        />
      ))}
    </>
  )
}

function sharedByQueue(
  snippets: readonly SnippetView[],
  mayShareIn: readonly string[],
): readonly (readonly [string, readonly SnippetView[]])[] {
  const shared = snippets.filter(({ shelf }) => shelf === 'shared')
  const queueIds = new Set([...shared.flatMap(({ queueId }) => queueId ?? []), ...mayShareIn])
  return [...queueIds]
    .map((id) => [id, shared.filter(({ queueId }) => queueId === id)] as const)
    .filter(([, ofQueue]) => ofQueue.length > 0)
}
