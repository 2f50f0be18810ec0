import { agent, customer, type Script } from '../script.ts'

export const returnsScripts: readonly Script[] = [
  {
    id: 'returns-wrong-size',
    title: 'Boots in the wrong size',
    mood: 'calm',
    topic: 'returns',
    agent: 'owen',
    customer: 'jess',
    lines: [
      agent('Harbour and Finch, customer care, this is Owen.'),
      customer(
        'Hiya. I ordered some walking boots, and they are lovely, but they are a size too small.',
      ),
      agent('Ah, that happens with that model. Would you like to change them or send them back?'),
      customer('Change them, please. Have you got them in a six?'),
      agent('Let me have a look. Do you have the order number?'),
      customer('Yes, it is H F, seven seven, oh three, one nine.'),
      agent('Thank you. The brown ones. I have two pairs left in a six.', 2200),
      customer('Brilliant. How do I send the old ones back?'),
      agent(
        'I will send somebody to pick them up. You do not need to print anything. Where should he come?',
      ),
      customer('To my work, if that is okay. {address:Unit twelve, Station Approach, Fairhaven}.'),
      agent('That is fine. Would Thursday morning suit you?'),
      customer('Thursday is good. But not before ten.'),
      agent('Thursday, between ten and twelve. And he brings the new ones with him.'),
      customer('Oh, really? That is so handy.'),
      agent('Which number can the driver call?'),
      customer(
        '{phone:Oh one six one, four nine six, oh five double three}. And ask for {name:Jess Tanner}.',
      ),
      agent('Jess Tanner. Thank you. Did you have the confirmation by e mail?'),
      customer(
        'No, I think I gave you the old one. The new one is {email:jess tanner ninety four at example dot com}.',
      ),
      agent('Ninety four. I have changed it, and the confirmation is on its way.'),
      customer('It is here already. You are a star, Owen.', 1800),
      agent('Enjoy the boots. And mind the mud.'),
      customer('I will try. Bye.'),
    ],
  },
  {
    id: 'returns-broken-gift',
    title: 'A birthday present in pieces',
    mood: 'angry',
    topic: 'returns',
    agent: 'maya',
    customer: 'victor',
    lines: [
      agent('Harbour and Finch, customer care, Maya speaking.'),
      customer(
        'I am holding a box full of broken glass! That was a birthday present for my mother. She is seventy!',
      ),
      agent('Oh no. I am so sorry. Did anybody get hurt?'),
      customer('My mother cut her hand! She opened it in front of everybody!'),
      agent('Is she all right? Does she need a'),
      customer(
        'She is fine now, no thanks to you! Who packs a glass lamp in newspaper? In newspaper!',
        -450,
      ),
      agent('Nobody should. Could you give me your order number, so that I can see who sent it?'),
      customer(
        'H F, eight one, double two, oh six. And do not tell me it was the delivery company!',
        80,
      ),
      agent('I was not going to. It left our own store like that. The fault is ours.'),
      customer('It certainly is! A hundred and sixty dollars for a box of rubbish.', -150),
      agent('I am giving you all of it back, right now. Was it paid with the American Express?'),
      customer(
        'Yes. {card:Three seven eight two, eight two two four six three, one zero zero zero five}.',
      ),
      agent('Thank you, but you do not need to read it to'),
      customer('Do not tell me what I need! Just send it back!', -500),
      agent(
        'It is on its way. I would also like to send your mother a new lamp, packed by hand, as a gift from us.',
      ),
      customer('A new lamp. And who says it does not arrive in a thousand pieces again?'),
      agent(
        'I will have it brought by our own driver, and he will unpack it and take the old one away.',
      ),
      customer('Hm. When?', 900),
      agent('Tomorrow, after four. Is it still {address:nine Elmwood Drive, Riverside}?'),
      customer(
        'Yes. And you call me before he comes. {phone:Six one seven, five five five, oh one two four}.',
      ),
      agent('I will call you myself. May I also ask how your mother is insured, in case'),
      customer('No. You may not. Just bring the lamp!', -400),
      agent('Understood. Tomorrow after four. And please give her our very best wishes.'),
      customer('We will see. Goodbye.'),
    ],
  },
]
