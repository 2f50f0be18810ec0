import { Button, CloseButton, TextInput } from '@mantine/core'
import { mostTags } from '@sotto/protocol'
import { type KeyboardEvent, useId, useState } from 'react'
import { coachingScreen } from '../../words/screens/coaching.ts'
import styles from './coaching.module.css'

export interface CoachingTagsProps {
  readonly tags: readonly string[]
  readonly onChange: (tags: string[]) => void
}

const longestTag = 50

export function CoachingTags({ tags, onChange }: CoachingTagsProps) {
  const [text, setText] = useState('')
  const labelId = useId()
  const tag = text.trim()
  const mayAdd =
    tag !== '' && !tags.includes(tag) && tags.length < mostTags && !/\p{Surrogate}/u.test(tag)

  function add(): void {
    if (!mayAdd) return
    onChange([...tags, tag])
    setText('')
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    add()
  }

  return (
    <div className={styles.field}>
      <span className={styles.label} id={labelId}>
        {coachingScreen.tags}
      </span>
      <ul aria-labelledby={labelId} className={styles.tags}>
        {tags.map((one) => (
          <li className={styles.tag} dir="auto" key={one}>
            {one}
            <CloseButton
              aria-label={coachingScreen.removeTag(one)}
              onClick={() => onChange(tags.filter((other) => other !== one))}
              size="xs"
            />
          </li>
        ))}
      </ul>
      <TextInput
        aria-label={coachingScreen.newTag}
        autoComplete="off"
        className={styles.newTag}
        maxLength={longestTag}
        onBlur={add}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={coachingScreen.addATagEnter}
        size="xs"
        value={text}
      />
      <Button color="gray" disabled={!mayAdd} onClick={add} size="compact-xs" variant="default">
        {coachingScreen.addTag}
      </Button>
    </div>
  )
}
