import { words } from './folded.ts';

/** Numbers from two to nine in words, in the languages of the other lists. Their places tell the number. */
const lists = [
  'two three four five six seven eight nine',
  'zwei drei vier fünf sechs sieben acht neun',
  'deux trois quatre cinq six sept huit neuf',
  'dos tres cuatro cinco seis siete ocho nueve',
  'due tre quattro cinque sei sette otto nove',
  'twee drie vier vijf zes zeven acht negen',
  'dois três quatro cinco seis sete oito nove',
  'två tre fyra fem sex sju åtta nio',
  'to tre fire fem seks syv otte ni',
  'to tre fire fem seks sju åtte ni',
  'kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän',
  'kahdella kolmella neljällä viidellä kuudella seitsemällä kahdeksalla yhdeksällä',
  'kahdelta kolmelta neljältä viideltä kuudelta seitsemältä kahdeksalta yhdeksältä',
  'kahdelle kolmelle neljälle viidelle kuudelle seitsemälle kahdeksalle yhdeksälle',
  'kahden kolmen neljän viiden kuuden seitsemän kahdeksan yhdeksän',
  'dwa trzy cztery pięć sześć siedem osiem dziewięć',
  'dwóch trzech czterech pięciu sześciu siedmiu ośmiu dziewięciu',
  'dva tři čtyři pět šest sedm osm devět',
  'dvou třech čtyřech pěti šesti sedmi osmi devíti',
  'doi trei patru cinci șase șapte opt nouă',
  'iki üç dört beş altı yedi sekiz dokuz',
  'kettő három négy öt hat hét nyolc kilenc',
];
/** Words of other languages too: `to patients`, `sex`, `due`, and Portuguese `dos`. */
const ambiguous: ReadonlySet<string> = new Set([
  'to',
  'sex',
  'due',
  'dos',
  'fire',
  'sei',
  'pet',
  'hat',
  'het',
  'ot',
  'opt',
  'doi',
  'sest',
]);
const known = new Map(
  lists
    .flatMap((list) => [...words(list)].map((word, at) => [word, at + 2] as const))
    .filter(([word]) => !ambiguous.has(word)),
);
/** A number before the word for what is counted. */
const form = new RegExp(`(?<![\\p{L}\\d-])(${[...known.keys()].join('|')})(?= \\p{L}{2,})`, 'gu');

/** A folded line with such numbers as digits. */
export function withDigits(line: string): string {
  return line.replaceAll(form, (word) => String(known.get(word) ?? word));
}
