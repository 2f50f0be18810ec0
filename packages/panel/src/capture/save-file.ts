/** Hands files to the browser to be saved, as a click on a download link would. */
export function saveTextFile(name: string, text: string): void {
  saveFile({ name, content: new Blob([text], { type: 'application/json' }) })
}

export function saveFile({
  content,
  name,
}: {
  readonly name: string
  readonly content: Blob
}): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
