const endings: readonly (readonly [ending: RegExp, stems: readonly string[]])[] = [
  [/ies$/, ['y']],
  [/(?<=(?:[sxz]|[cs]h))es$/, ['']],
  [/(?<=[^s])s$/, ['']],
  [/ied$/, ['y']],
  [/ed$/, ['', 'e']],
  [/([b-df-hj-np-tv-z])\1ed$/, ['$1']],
  [/ing$/, ['', 'e']],
  [/([b-df-hj-np-tv-z])\1ing$/, ['$1']],
];

/** `string` and `need` are no forms of `str` and `ne`. */
const canBeWord = /^(?=.*[aeiouy]).{3}/;

const known = new Map<string, ReadonlySet<string>>();

/** The word, and what it may be a form of: `copies`, `copied` and `copying` all give `copy` among them. */
function stemsOf(word: string): ReadonlySet<string> {
  const before = known.get(word);
  if (before) return before;
  const stems = endings.flatMap(([ending, replacements]) =>
    ending.test(word) ? replacements.map((replacement) => word.replace(ending, replacement)) : [],
  );
  const found = new Set([word, ...stems.filter((stem) => canBeWord.test(stem))]);
  known.set(word, found);
  return found;
}

/** Whether two words are forms of one: plurals, and forms with -ed and -ing. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const others = stemsOf(other);
  return [...stemsOf(one)].some((stem) => others.has(stem));
}

/** The words of a name, in small letters: `describeError`, `QUARTER` and `blob-name` give two, one and two. */
export function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}
