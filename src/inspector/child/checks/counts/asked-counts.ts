const prompt = String.raw`^(?:\. |>{1,3} |In \[\d{1,4}\]: )?\s{0,9}`;
/** A command whose answer is a count: `. count if …`, `> nrow(d)`, `> d |> nrow()`, `>>> len(d)`. */
const forCount = new RegExp(
  String.raw`${prompt}(?:count\b|nrow\(|len\(|n_distinct\(|sum\(|.{1,60}\.(?:nunique|count)\(\)|.{1,60}\.shape(?:\[0\])?\s*$|.{1,80}(?:\|>|%>%)\s*(?:nrow|tally|count|n_distinct)\(\))`,
);
/** One whose answer is a vector or a matrix of counts, or the title of one. */
const forCounts =
  /^(?:>{1,3} |In \[\d{1,4}\]: ).{0,100}(?:confusion_matrix\(|bincount\(|return_counts|\$counts|\w\$size\s*$|lengths\(|tabulate\(|most_common\(|np\.histogram\()|^(?:confusion matrix|matri(?:ce|z) (?:de|di) confusi?on|konfusionsmatrix|matrice di confusione)[^\d]{0,60}$/i;

/** Looks at lines that follow each other, and tells the small counts that a command was asked for. */
export function startAsked(minCount: number) {
  let asked: 'count' | 'counts' | undefined;
  let isAnswer = false;
  const isSmall = (count: number) => count > 0 && count < minCount;
  return {
    /** The last command asked for counts, and what it answers goes on. */
    get isAnswer() {
      return isAnswer;
    },
    line: (plain: string): boolean => {
      // Without what it is indented by, which no pattern then has to divide.
      const line = plain.trimStart().slice(0, 400);
      const counts = asked === 'counts' ? countsIn(line) : [];
      const alone = asked === 'count' ? aloneIn(line) : undefined;
      const goesOn = asked === 'counts' && !/^\s*(?:\. |>{1,3} |In \[)/.test(line);
      asked = forCount.test(line) ? 'count' : forCounts.test(line) ? 'counts' : goesOn ? asked : undefined;
      isAnswer = asked === 'count' || (isAnswer && !/^\s*(?:\. |>{1,3} |In \[)/.test(line));
      if (alone !== undefined) return isSmall(alone);
      return counts.some(isSmall) && counts.some((count) => count >= minCount);
    },
    gap: () => {
      isAnswer = false;
    },
  };
}

/** A number that is all of a line, as `[1] 7`, or how many rows of how many columns, `(7, 12)`. */
function aloneIn(line: string): number | undefined {
  const [, digits, rows] =
    /^\s*(?:\[1\]\s+|Out\[\d{1,4}\]: )?(?:(\d{1,3}(?:,\d{3})*|\d{1,9})|\((\d{1,9}), \d{1,5}\))\s*$/.exec(line) ?? [];
  const text = digits ?? rows;
  return text === undefined ? undefined : Number(text.replaceAll(',', ''));
}

/** The whole numbers of a vector that R prints, of the lists of Python in a line, or of pairs of a name and a number. */
function countsIn(line: string): number[] {
  const [, printed] = /^\s*\[\d{1,4}\]((?:\s+\d{1,9})+)\s*$/.exec(line) ?? [];
  const lists = printed ?? [...line.matchAll(/\[([\d,\s]{3,})\]?/g)].map(([, inside = '']) => inside).join(' ');
  const pairs = [...line.matchAll(/\((?:'[^']{0,80}'|"[^"]{0,80}"|[\w.]{1,40}), (\d{1,9})\)/g)].map(
    ([, digits = '']) => digits,
  );
  return [...lists.split(/[\s,]+/), ...pairs].flatMap((digits) => (digits === '' ? [] : Number(digits)));
}
