import { navigate } from '../../hooks/use-route.ts'
import { routePath } from '../../model/route.ts'
import { snippetWords } from '../../words/snippet-words.ts'
import styles from './snippets-link.module.css'

/** To where they are kept; what is being written stays. */
export function SnippetsLink() {
  const to = { view: 'snippets' } as const
  return (
    <a
      className={styles.link}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {snippetWords.manage}
    </a>
  )
}
