import { ActionIcon, Button, CloseButton, Kbd, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Choice } from '../../components/choice.tsx'
import { KeysIcon, SendIcon } from '../../components/icons.tsx'
import { densityWords } from '../../words/preference-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import styles from './parts.module.css'
import { PartGroup, Specimen } from './specimen.tsx'

export function ButtonParts() {
  return (
    <PartGroup heading={partsScreen.buttonsAndFields}>
      <Specimen name={partsScreen.whatIsMeantToBe}>
        <div className={styles.row}>
          <Button leftSection={<SendIcon />}>{partsScreen.sendWhisper}</Button>
          <Button variant="light">{partsScreen.start}</Button>
          <Button variant="default">{commonScreen.tryAgain}</Button>
          <Button color="bad">{partsScreen.stopListening}</Button>
        </div>
      </Specimen>
      <Specimen name={partsScreen.small}>
        <div className={styles.row}>
          <Button size="compact-sm">{partsScreen.handOver}</Button>
          <Button size="compact-sm" variant="default">
            {partsScreen.notNow}
          </Button>
          <Button color="gray" size="compact-sm" variant="subtle">
            {commonScreen.signOut}
          </Button>
          <ActionIcon aria-label={partsScreen.aSignAloneHasA} color="gray" variant="subtle">
            <KeysIcon />
          </ActionIcon>
          <CloseButton aria-label={commonScreen.dismiss} />
          <Kbd size="xs">{commonScreen.space}</Kbd>
        </div>
      </Specimen>
      <Specimen name={partsScreen.cannotBePressedAndAt}>
        <div className={styles.row}>
          <Button disabled>{partsScreen.sendWhisper}</Button>
          <Button disabled variant="default">
            {commonScreen.tryAgain}
          </Button>
          <Button loading>{partsScreen.sendWhisper}</Button>
        </div>
      </Specimen>
      <Specimen name={partsScreen.switchesAndChoices}>
        <Choices />
      </Specimen>
      <Specimen name={partsScreen.fields}>
        <div className={styles.column}>
          <TextInput
            aria-label={partsScreen.emptyField}
            placeholder={partsScreen.searchAgentsAndQueues}
          />
          <TextInput
            aria-label={partsScreen.wrongField}
            defaultValue="no such day"
            error={partsScreen.notADay}
          />
          <TextInput aria-label={partsScreen.fieldOutOfUse} defaultValue="Not now" disabled />
          <Textarea aria-label={partsScreen.longField} defaultValue="Offer to send an engineer." />
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
        label={partsScreen.waitForAGap}
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
        size="xs"
      />
      <Switch checked={false} disabled label={partsScreen.outOfUse} readOnly size="xs" />
      <Choice
        legend={partsScreen.room}
        onChoose={setDensity}
        options={densityWords}
        value={density}
      />
    </div>
  )
}
