import { ActionIcon, Button, CloseButton, Kbd, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Choice } from '../../components/choice.tsx'
import { KeysIcon, SendIcon } from '../../components/icons.tsx'
import { densityWords } from '../../words/preference-words.ts'
import styles from './parts.module.css'
import { PartGroup, Specimen } from './specimen.tsx'

export function ButtonParts() {
  return (
    <PartGroup heading="Buttons and fields">
      <Specimen name="What is meant to be pressed">
        <div className={styles.row}>
          <Button leftSection={<SendIcon />}>Send whisper</Button>
          <Button variant="light">Start</Button>
          <Button variant="default">Try again</Button>
          <Button color="bad">Stop listening</Button>
        </div>
      </Specimen>
      <Specimen name="Small">
        <div className={styles.row}>
          <Button size="compact-sm">Hand over</Button>
          <Button size="compact-sm" variant="default">
            Not now
          </Button>
          <Button color="gray" size="compact-sm" variant="subtle">
            Sign out
          </Button>
          <ActionIcon aria-label="A sign alone has a name" color="gray" variant="subtle">
            <KeysIcon />
          </ActionIcon>
          <CloseButton aria-label="Dismiss" />
          <Kbd size="xs">Space</Kbd>
        </div>
      </Specimen>
      <Specimen name="Cannot be pressed, and at work">
        <div className={styles.row}>
          <Button disabled>Send whisper</Button>
          <Button disabled variant="default">
            Try again
          </Button>
          <Button loading>Send whisper</Button>
        </div>
      </Specimen>
      <Specimen name="Switches and choices">
        <Choices />
      </Specimen>
      <Specimen name="Fields">
        <div className={styles.column}>
          <TextInput aria-label="Empty field" placeholder="Search agents and queues" />
          <TextInput aria-label="Wrong field" defaultValue="no such day" error="Not a day." />
          <TextInput aria-label="Field out of use" defaultValue="Not now" disabled />
          <Textarea aria-label="Long field" defaultValue="Offer to send an engineer." />
        </div>
      </Specimen>
    </PartGroup>
  )
}

function Choices() {
  const [isOn, setOn] = useState(true)
  const [density, setDensity] = useState<'comfortable' | 'compact'>('comfortable')
  return (
    <div className={styles.row}>
      <Switch
        checked={isOn}
        label="Wait for a gap"
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
        size="xs"
      />
      <Switch checked={false} disabled label="Out of use" readOnly size="xs" />
      <Choice legend="Room" onChoose={setDensity} options={densityWords} value={density} />
    </div>
  )
}
