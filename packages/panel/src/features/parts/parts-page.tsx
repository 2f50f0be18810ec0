/** Every part in every state, made from the components the console itself is made of. Nothing here connects. */
import { useEffect } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { preferenceWords } from '../../words/preference-words.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import { LookChoices } from '../preferences/look-choices.tsx'
import { BannerParts } from './banner-parts.tsx'
import { ButtonParts } from './button-parts.tsx'
import { LineParts } from './line-parts.tsx'
import { ListParts } from './list-parts.tsx'
import { PageParts } from './page-parts.tsx'
import styles from './parts.module.css'
import { RegisterParts } from './register-parts.tsx'
import { StripParts } from './strip-parts.tsx'
import { TokenParts } from './token-parts.tsx'
import { TranscriptParts } from './transcript-parts.tsx'
import { TruthParts } from './truth-parts.tsx'
import { WhisperParts } from './whisper-parts.tsx'

export function PartsPage() {
  useEffect(() => {
    document.title = partsScreen.sotto(preferenceWords.parts)
    return () => {
      document.title = 'Sotto'
    }
  }, [])
  return (
    <div className={styles.page}>
      <BackButton />
      <h1 className={styles.heading}>{preferenceWords.parts}</h1>
      <p className={styles.lead}>{preferenceWords.partsNote}</p>
      <div className={styles.look}>
        <LookChoices />
      </div>
      <TokenParts />
      <ButtonParts />
      <LineParts />
      <TruthParts />
      <ListParts />
      <WhisperParts />
      <TranscriptParts />
      <BannerParts />
      <PageParts />
      <StripParts />
      <RegisterParts />
    </div>
  )
}
