import { agent, customer, type Script } from '../script.ts'

export const salesScripts: readonly Script[] = [
  {
    id: 'sales-family-plan',
    title: 'A mobile plan for four',
    mood: 'calm',
    topic: 'sales',
    agent: 'priya',
    customer: 'daniel',
    lines: [
      agent('Meridian Mobile, good afternoon, you are speaking to Priya.'),
      customer(
        'Hi Priya. We have four phones in the family on four different contracts, and I would like to bring them together.',
      ),
      agent(
        'That is a good idea, and it usually saves some money. May I ask roughly what you pay now, all four together?',
      ),
      customer('Um, about a hundred and thirty a month, I think. My daughter uses most of it.'),
      agent('Videos?'),
      customer('Oh yes. All day long.'),
      agent(
        'Then the family plan could suit you. Four lines, unlimited data for all of them, eighty nine dollars a month.',
      ),
      customer('And what is the catch?'),
      agent('It runs for twelve months. After that you can leave with thirty days notice.'),
      customer('Can we keep our numbers?'),
      agent(
        'Yes, all of them. I only need one code from each of the old companies. I can send you the list.',
      ),
      customer('Okay, let us do that. What do you need from me?'),
      agent('Your name and your address first, please.'),
      customer('{name:Daniel Okafor}. {address:Three eighteen Birchwood Avenue, Springfield}.'),
      agent('Thank you. And an e mail for the contract?'),
      customer('{email:Daniel dot okafor at example dot com}. That is O K A F O R.'),
      agent('And how would you like to pay, by bank or by card?'),
      customer(
        'By card. It is {card:five five five five, five five five five, five five five five, four four four four}.',
      ),
      agent('And it is valid until?'),
      customer('{expiry:November, twenty eight}.'),
      agent(
        'Wonderful. The contract is in your mail box now. You have fourteen days to change your mind.',
        2400,
      ),
      customer('Great. My daughter will be delighted. Thanks for your help.'),
      agent('Thank you for choosing Meridian. Have a lovely weekend.'),
    ],
  },
  {
    id: 'sales-promise-not-kept',
    title: 'The price that was promised',
    mood: 'tense',
    topic: 'sales',
    agent: 'tomas',
    customer: 'ruth',
    lines: [
      agent('Northgate Energy, new customers, Thomas speaking.'),
      customer(
        'Hello. I signed up with you last week, and the price in the contract is not the price I was told.',
      ),
      agent('Oh dear. Let me see that with you. Do you have the contract number?'),
      customer(
        'No, but my name is {name:Ruth Adler}, and I live at {address:sixty one Castle Street, Weston}.',
      ),
      agent('Thank you, Mrs Adler. I have it. It says twenty nine pence a unit.'),
      customer('And your colleague said twenty four. I wrote it down. Twenty four.'),
      agent('Do you remember which day that was?'),
      customer('Tuesday, the ninth, at about half past two.'),
      agent('Thank you. I am going to look for the recording of that call. It may take a moment.'),
      customer('Take your time. I am quite sure of what I heard.', 1200),
      agent(
        'I found it. You are right. He said twenty four, but that price ended on the eighth.',
        5200,
      ),
      customer('Well, that is hardly my problem, is it?'),
      agent('No. I cannot promise you the old price myself, though. I would have to ask for it.'),
      customer('Then ask, please. Otherwise I will cancel. I am within the fourteen days.', -150),
      agent('You are, and that is your right. May I call you back this afternoon?'),
      customer('I would rather wait on the line.'),
      agent('Of course. Please stay there. I am writing to my supervisor now.'),
      agent('I have an answer. We will keep to the twenty four pence, for the whole year.', 4800),
      customer('Oh. Well. Thank you. I did not expect that.'),
      agent(
        'You will get a corrected contract. May I check the number, {phone:oh one one three, four nine six, oh two one seven}?',
      ),
      customer('That is correct.'),
      agent('Then we are all set. And thank you for writing it down.'),
    ],
  },
]
