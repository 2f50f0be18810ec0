/** "Mr" and the like: what follows is a family name. */
export const titles = new Set(
  'mr mrs ms miss dr mister missus doctor professor prof herr frau senor senora monsieur madame signor signora mme sr sra reverend rev missus miz mizz fraulein doktor dottor dottoressa senorita shri smt shrimati sri rabbi sergeant sgt lieutenant madam'.split(
    ' ',
  ),
)
