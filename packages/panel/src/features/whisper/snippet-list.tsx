/** The snippets that fit what is being typed. The focus stays in the field: it says which of them the keys are at. */
import type { SnippetView } from '@sotto/protocol'
import { foundWords, snippetWords } from '../../words/snippet-words.ts'
import styles from './snippet-list.module.css'
import type { SnippetChoice } from './use-snippet-choice.ts'

export const snippetListId = 'whisper-snippets'

export const snippetOptionId = (index: number) => `${snippetListId}-${index}`

export interface SnippetListProps {
  readonly choice: SnippetChoice
}

export function SnippetList({ choice }: SnippetListProps) {
  const { active, choose, found } = choice
  return (
    <>
      <span className={styles.heard} role="status">
        {found.length === 0 ? null : foundWords(found.length)}
      </span>
      {found.length === 0 ? null : (
        <div
          aria-label={snippetWords.listLabel}
          className={styles.list}
          id={snippetListId}
          role="listbox"
        >
          {found.map((snippet, index) => (
            <Option
              id={snippetOptionId(index)}
              isActive={index === active}
              key={snippet.id}
              onChoose={() => choose(snippet)}
              snippet={snippet}
            />
          ))}
        </div>
      )}
    </>
  )
}

interface OptionProps {
  readonly id: string
  readonly isActive: boolean
  readonly snippet: SnippetView
  readonly onChoose: () => void
}

function Option({ id, isActive, onChoose, snippet }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
    <div
      aria-selected={isActive}
      className={styles.option}
      id={id}
      onClick={onChoose}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' })
      }}
      role="option"
      tabIndex={-1}
    >
      <span className={styles.title} dir="auto">
        {snippet.title}
      </span>
      <span className={styles.text} dir="auto">
        {snippet.text}
      </span>
    </div>
  )
}
