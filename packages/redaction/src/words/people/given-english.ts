/** Given names of English-speaking countries, a line for each initial. */
export const englishGivenNames = `
abigayle adah adan adelbert adrain aglae aida aiyana akeem albina alek aletha alexzander allen alton alyssa amely americo amin amora ander angelou anise aphrodite aretha ashtyn aster austen austyn aziel
bartholome beckham belinda berenice birdie bowie brienne byron
caleen camylle carelyn cayla caylen ceasar cerise chanel chanelle charli christ clare clarence clark cloyd coraline corey crawford cullen
d'angelo danial darcy darin daron destany devine dewey dianne dior doreen
effie elein erma eyre
farrah fayre finley flynn franklin
genisis glennie greer
hendrix henrietta hippolyta
inez irvin
jacquelyn jakobe jammie jaxtyn jeannette jenna jeremiah joann
karsyn keva kristie kylo
lachlan lana leah leigh lenna lennon leona lorene lucille lux lyle lynda lynette lynne
mads mamie marlowe marsha maryann maybel medusa melinda mildred mindy mirabel miranda
nalia nate nixon
ozzy
pam patti pax peggie pheobe phil phillip
randolph raye reeve rhonda rochelle rodney ronnie rylie
saturn shari shelia sheri sheridan sheryl shiloh skyler
tahlia tami tasha tate taylen teddy tenley teri terri todd traci tricia truett
venus vicki
wilbur wison
xena
zac zach zaylee ziggy zyair
`
