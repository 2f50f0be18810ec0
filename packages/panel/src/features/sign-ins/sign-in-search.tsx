import { useState } from 'react'
import shared from '../../components/button.module.css'
import { signInWords } from '../../words/sign-in-words.ts'
import styles from './sign-ins.module.css'

export function SignInSearch({ onSearch }: { readonly onSearch: (name: string) => Promise<void> }) {
  const [name, setName] = useState('')
  return (
    <form
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault()
        void onSearch(name)
      }}
    >
      <label>
        <span>{signInWords.searchLabel}</span>
        <input
          autoComplete="off"
          className={shared.input}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          type="search"
          value={name}
        />
      </label>
      <button className={shared.button} type="submit">
        {signInWords.search}
      </button>
    </form>
  )
}
