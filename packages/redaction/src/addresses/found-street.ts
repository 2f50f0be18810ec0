/** What the rules for streets hand over: the stretch that was found, without the flat and the town around it. */
export interface Street {
  readonly from: number
  readonly to: number
  readonly rule: string
}
