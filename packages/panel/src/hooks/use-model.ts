import { createContext, useContext } from 'react'
import type { PanelModel } from '../model/panel-model.ts'

export const ModelContext = createContext<PanelModel | undefined>(undefined)

export function useModel(): PanelModel {
  const model = useContext(ModelContext)
  if (model === undefined) throw new Error('no model above this component')
  return model
}
