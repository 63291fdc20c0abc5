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
];
/** Words of other languages too: `to patients`, `sex`, `due`, and Portuguese `dos`. */
const ambiguous: ReadonlySet<string> = new Set(['to', 'sex', 'due', 'dos', 'fire', 'sei']);
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
