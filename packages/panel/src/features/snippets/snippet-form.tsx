import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { Me } from '@sotto/protocol'
import { type FormEvent, useEffect, useRef } from 'react'
import { Choice } from '../../components/choice.tsx'
import { Problem } from '../../components/problem.tsx'
import { useOwnQueues } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useSnippets } from '../../hooks/use-snippets.ts'
import { snippetsOf } from '../../model/snippets/snippets.ts'
import { failureWords } from '../../words/problem-words.ts'
import {
  faultWords,
  notSavedWords,
  queueNameOf,
  snippetWords,
  theirsWords,
} from '../../words/snippet-words.ts'
import styles from './snippets.module.css'

/** What is being written; it stays until it is saved or left. */
export function SnippetForm({ me }: { readonly me: Me }) {
  const snippets = snippetsOf(useModel())
  const { editing, fault, isSaving, saveFailure, theirs } = useSnippets()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  if (editing === undefined) return null
  const faultIn = (field: 'title' | 'text') =>
    fault?.field === field ? faultWords(fault) : undefined

  function save(event: FormEvent): void {
    event.preventDefault()
    void snippets.save()
  }

  return (
    <form aria-label={snippetWords.heading} className={styles.form} onSubmit={save}>
      {theirs === undefined ? null : (
        <Problem words={theirs === 'gone' ? snippetWords.gone : theirsWords(theirs)} />
      )}
      {saveFailure === undefined ? null : (
        <Problem words={notSavedWords(failureWords(saveFailure))} />
      )}
      <Places me={me} />
      <TextInput
        dir="auto"
        error={faultIn('title')}
        label={snippetWords.title}
        onChange={({ currentTarget }) => snippets.write({ title: currentTarget.value })}
        ref={first}
        value={editing.title}
      />
      <Textarea
        autosize
        dir="auto"
        error={faultIn('text')}
        label={snippetWords.text}
        maxRows={8}
        minRows={2}
        onChange={({ currentTarget }) => snippets.write({ text: currentTarget.value })}
        value={editing.text}
      />
      <div className={styles.acts}>
        <Button loading={isSaving} type="submit">
          {theirs === undefined || theirs === 'gone' ? snippetWords.save : snippetWords.saveOver}
        </Button>
        <Button color="gray" onClick={snippets.leave} variant="default">
          {snippetWords.leave}
        </Button>
      </div>
    </form>
  )
}

/** Who uses it, and where. A shared one stays in its queue. */
function Places({ me }: { readonly me: Me }) {
  const snippets = snippetsOf(useModel())
  const { editing, list } = useSnippets()
  const queues = useOwnQueues(me)
  if (editing === undefined || list === undefined) return null
  const { mayKeepOwn, mayShareIn } = list
  const { id, queueId, shelf } = editing
  if (shelf === 'shared' && id !== undefined) return null
  const places = shelf === 'shared' ? mayShareIn : queues.map((queue) => queue.id)
  // One that is gone meanwhile stays to be seen, and to be changed.
  const offered = queueId === '' || places.includes(queueId) ? places : [...places, queueId]
  return (
    <>
      {id === undefined && mayKeepOwn && mayShareIn.length > 0 ? (
        <Choice
          legend={snippetWords.shelf}
          onChoose={(chosen) =>
            snippets.write({
              shelf: chosen,
              queueId: chosen === 'own' ? '' : (mayShareIn[0] ?? ''),
            })
          }
          options={[
            ['own', snippetWords.own],
            ['shared', snippetWords.shared],
          ]}
          value={shelf}
        />
      ) : null}
      <NativeSelect
        data={[
          ...(shelf === 'own' ? [{ value: '', label: snippetWords.allQueues }] : []),
          ...offered.map((value) => ({ value, label: queueNameOf(value, queues) })),
        ]}
        label={snippetWords.queue}
        onChange={({ currentTarget }) => snippets.write({ queueId: currentTarget.value })}
        value={queueId}
      />
    </>
  )
}
