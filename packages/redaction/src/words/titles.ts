/** "Mr" and the like: what follows is a family name. */
export const titles = new Set(
  'mr mrs ms miss dr mister missus doctor professor prof herr frau senor senora monsieur madame signor signora mme sr sra reverend rev'.split(
    ' ',
  ),
)
