import { wordsIn } from '../checks/label.ts';
import { isUnordered, type Quasi, quasiOf } from './quasi.ts';

/** A variable that somebody had printed, whole or its first values: `>>> wages[:48]`, `> d$age`, `print(df["income"].values)`. */
const asked =
  /^\s*(?:>{1,3} ?|in \[\d{1,4}\]: ?)(?:print\()?(?:(?!agg|by|coef|est|fit|gr|mean|median|pred|res|sum|tab)[a-z_]\w{0,20}(?:\$|\.|\[\[?["']))?([a-z_]\w{0,30})(?:["']\]\]?)?(?:\.values|\.to_numpy\(\)|\.tolist\(\))?(?:\[\d{0,6}:\d{0,6}\])?\)?\s*$/;
/** What single people have, and no group. */
const ofPeople: ReadonlySet<Quasi> = new Set(['age', 'birth', 'means', 'body', 'pressure']);
/** Lines of numbers alone, as vectors are printed. */
const values =
  /^(?:array\(|out\[\d{1,4}\]: ?)?(?:\[{0,2}|\[\d{1,6}\])[ \d.,e+-]+(?:\]{1,2}\)?,?(?: ?dtype=\w{1,12}\))?|\))?$/;
const fewest = 15;
const mostKept = 400;

/** A heading of random effects, or of coefficients, for each of those who were measured: `$pat`. */
const ofEach = /^\s*\$["'`]?([a-z_][\w.]{0,30})["'`]?\s*$/;
const subject = /^(?:subj\w*|id\w*|pid|pt|pat\w*|person\w*|child\w*)$/;
/** The number of somebody with decimals behind it. */
const effect = /^\s*["']?[a-z]{0,6}[-_]?\d{1,9}["']?(?: {1,12}-?\d{1,6}\.\d{1,9}){1,6}\s*$/;
const fewestEffects = 5;

const leaves = /\bthe decimal point is\b|\bstem.and.leaf (?:plot|display)\b|^ *stem +leaf\b/;
const ofMany = /each leaf\D{0,12}: *(?:[2-9]|\d\d)|each (?:leaf|\*) represents (?:up to )?(?:[2-9]|\d\d)/;
/** A stem with its leaves: `22 | 14247899`. */
const stem = /^\s{0,20}(?:\d{1,6}(?:\.\d{1,4})? {1,8})?-?\d{1,6}[*.tfs]? ?(?:\||\. ) {0,2}\d{2,200}\s*$/;
const fewestStems = 3;

/** Looks at the folded lines of one text for values that are one person's each: in a vector, in effects for each subject, in stems with leaves. */
export function startValues(): (text: string) => boolean {
  let numbers: number[] | undefined;
  let effects: number | undefined;
  let stems: number | undefined;
  return (text) => {
    const vector = vectorIn(text, numbers);
    const isVector = vector !== undefined && areOfPeople(vector);
    numbers = isVector ? undefined : vector;
    const [, name] = ofEach.exec(text) ?? [];
    if (name !== undefined) effects = subject.test(name) || quasiOf(wordsIn(name)) === 'person' ? 0 : undefined;
    else if (effects !== undefined && effect.test(text)) effects += 1;
    else if (effects !== 0 && text !== '') effects = undefined;
    if (leaves.test(text)) stems = 0;
    else if (ofMany.test(text)) stems = undefined;
    else if (stems !== undefined && stem.test(text)) stems += 1;
    return effects === fewestEffects || stems === fewestStems || isVector;
  };
}

/** The numbers of a vector so far, where this line asks for one or goes on with it. */
function vectorIn(text: string, before: readonly number[] | undefined): number[] | undefined {
  const [, name] = asked.exec(text) ?? [];
  if (name !== undefined) {
    const kind = quasiOf(wordsIn(name));
    return kind !== undefined && ofPeople.has(kind) ? [] : undefined;
  }
  if (before === undefined || before.length > mostKept || !values.test(text.trim())) return undefined;
  const own = text.replace(/^\s*\[\d{1,6}\]|out\[\d{1,4}\]:|dtype=\w+/, '').match(/-?\d[\d.]*(?:e[+-]?\d+)?/g) ?? [];
  return [...before, ...own.map(Number)];
}

function areOfPeople(vector: readonly number[]): boolean {
  return vector.length >= fewest && isUnordered(vector) && 2 * new Set(vector).size > vector.length;
}
