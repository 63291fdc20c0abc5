const most = { lines: 40, signs: 4000, inSentence: 600 } as const;
/** A line that was broken where it was full. */
const fewestSigns = 40;

/** A line of words as sentences have them: no cells, no marks of a list, a program or a page. */
const isProse = (line: string): boolean =>
  /^ {0,3}[\p{L}\d("'«„*_]/u.test(line) &&
  !/ {3,}|\t|\|/.test(line.trim()) &&
  !/^\s*(?:[-*+] |\d{1,3}[.)] |[>$#]|\w+ ?(?:<-|=) ?)/.test(line) &&
  (line.match(/\p{L}{2,}/gu)?.length ?? 0) >= 3;

interface Broken {
  readonly plain: string;
  readonly number: number;
}

/** Sentences that go on in the next line, each as one line, where it begins. */
export function brokenSentences(lines: readonly Broken[]): Broken[] {
  const found: Broken[] = [];
  for (let at = 0; at < lines.length; ) {
    const run: Broken[] = [];
    let signs = 0;
    for (let next = lines[at]; next !== undefined && isProse(next.plain); next = lines[at + run.length]) {
      signs += next.plain.length;
      if (run.length === most.lines || signs > most.signs) break;
      run.push(next);
      // A short line ends what it says.
      if (next.plain.trim().length < fewestSigns) break;
    }
    found.push(...sentencesIn(run));
    at += Math.max(1, run.length);
  }
  return found;
}

/** The sentences of lines that follow each other, and each two, but for those that stand whole in one line. */
function sentencesIn(run: readonly Broken[]): Broken[] {
  if (run.length < 2) return [];
  const lines = run.map(({ plain }) => plain.trim());
  const text = lines.join(' ').replaceAll(/(\p{Ll})- (?=\p{Ll})/gu, '$1');
  const sentences = text.split(/(?<=[.!?]\)?) (?=[\p{Lu}\d])/u);
  const pairs = sentences.slice(1).map((sentence, at) => `${sentences[at]} ${sentence}`);
  return [...sentences, ...pairs]
    .filter((sentence) => sentence.length <= most.inSentence && !lines.some((line) => line.includes(sentence)))
    .map((plain) => {
      const at = lines.findIndex((line) => line.includes(plain.slice(0, 12)));
      return { plain, number: run[Math.max(0, at)]?.number ?? 1 };
    });
}
