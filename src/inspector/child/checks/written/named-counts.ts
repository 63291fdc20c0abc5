import { type Form, runOf, type WrittenLine } from './forms.ts';

const line =
  /^\s*(?:[-*•] |\d{1,3}[.)] )?['"]?([\p{L}<(\d][^=:;|]{0,58}?)['"]?\s*(?:=>?|(?<!\.)\.{3,90}(?!\.)|:\s*[nN]\s*=|\(\s*(?:n ?= ?)?(?=\d[\d,']{0,11}\)))\s*(?:n ?= ?)?(\d{1,3}(?:[,']\d{3})+|\d{1,9})(?:\s*\))?(?:\s*\((\d[\d.]{0,6}) ?%\))?(?:\s*[;,])?\s*$/u;
const fewest = 3;

/** A name and a whole number in each line, as loops print them: `Surgery = 402`, `Surgery (402)`, `"Surgery" => 402`. Settings of programs are none. */
export const namedCounts: Form = (lines, from) => {
  const run = runOf(lines, from, (plain) => line.test(plain));
  const pairs = run.map(pairIn);
  if (run.length < fewest) return undefined;
  // Where each number is larger than the one before it, they are pages.
  const arePages =
    run.every(({ plain }) => /\.\.\.|\)\s*$/.test(plain)) && isRising(pairs.map(({ cells }) => Number(cells[1])));
  if (arePages) return { to: from + run.length };
  const saysCount = run.every(({ plain }) => /\bn ?=/i.test(plain));
  const hasShares = pairs.some(({ cells }) => cells.length > 2);
  const head = { cells: ['', saysCount ? 'n' : 'value', ...(hasShares ? ['%'] : [])], line: run[0]?.number ?? 1 };
  return { rows: [head, ...pairs], to: from + run.length };
};

const isRising = (numbers: readonly number[]) => numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? one));

function pairIn({ plain, number }: WrittenLine) {
  const [, name = '', count = '', share] = line.exec(plain) ?? [];
  return { cells: share === undefined ? [name.trim(), count] : [name.trim(), count, share], line: number };
}
