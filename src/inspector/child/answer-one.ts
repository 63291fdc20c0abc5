import { mostCounted } from '../../domain/inspection/evidence.ts';
import { whole } from './archives/whole.ts';
import { createChecks } from './checks/index.ts';
import { claimedThresholdsIn, claimIn, mostOfSum, sumIn } from './claim.ts';
import { detect, headBytes, isNotebook, isText } from './detect.ts';
import { ruleOfEnding } from './ending.ts';
import { type Answer, type Beside, mostAsked, mostRead, type Question, question } from './exchange.ts';
import { Incoming } from './incoming.ts';
import { DamagedError, type FileToRead, type Seen, TooLargeError } from './reader.ts';
import { readers } from './readers/index.ts';
import { createShow } from './show.ts';
import { mostShown, type Picture, type Showing, type Shown, sourceTitle } from './shown.ts';
import { delimiterOf } from './texts/delimiter.ts';
import { decoded, utf16Of } from './texts/text-encoding.ts';

interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/** Reads the question and then the file from the pipe, and gives the answer as JSON. Throws when either breaks off. */
export async function answerOne(pipe: AsyncGenerator<Uint8Array>, hash: Hash): Promise<string> {
  const { asked, rest } = await questionFrom(pipe);
  const file = new Incoming(asked.bytes, rest, hash, mostRead);
  const type = await typeOf(file);
  if (asked.show !== undefined) return JSON.stringify(await showAs(type, file, asked.show));
  const checks = createChecks(asked.rules);
  const rule = ruleOfEnding(asked.ending, type);
  if (rule !== undefined) checks.found(rule);
  const count = type === 'table' && asked.bytes > mostRead ? await startCount(file, asked.rules) : undefined;
  const sum = asked.bytes <= mostOfSum ? sumIn(await file.head(mostOfSum)) : undefined;
  await readAs(type, file, checks);
  const beside = await besideOf(type, checks, file);
  await file.drain();
  if (file.isCut && checks.result().notChecked.length === 0) await count?.(checks);
  // What is not read at all, or only whole, has said so.
  if (file.read < asked.bytes && checks.result().notChecked.length === 0) checks.notChecked('partly');
  passRest(asked.bytes, checks);
  const { findings, places, notChecked, coverage } = checks.result();
  const read = { bytes: file.read, sha256: hash.digest('hex') };
  const own = { ...beside, ...(sum === undefined ? {} : { sum }) };
  return JSON.stringify({
    found: { type, findings, notChecked },
    places,
    coverage,
    beside: own,
    read,
  } satisfies Answer);
}

/** A longer file tells no thresholds. */
const mostOfConfig = 10_000;

async function besideOf(
  type: keyof typeof readers,
  checks: ReturnType<typeof createChecks>,
  file: FileToRead,
): Promise<Beside> {
  const { findings, isRoundedByFew, tables } = checks.result();
  const thresholds =
    type === 'json' && file.bytes <= mostOfConfig ? claimedThresholdsIn(await file.whole()) : undefined;
  const isReport = findings.some(({ rule }) => rule === 'acro-results');
  return {
    ...(isRoundedByFew ? { isRoundedByFew } : {}),
    ...(isReport ? { claim: claimIn(await file.whole()) } : {}),
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(tables.length === 0 ? {} : { tables }),
  };
}

/** Counts a table that is larger than what the checks read; gives what tells them of the rest of it. */
async function startCount(file: Incoming, rules: Question['rules']) {
  const { TableCounter } = await import('./readers/table-counter.ts');
  const head = await file.head(headBytes);
  // The bytes of older encodings stand for the same signs where they part cells; those of UTF-16 do not.
  if (utf16Of(head) !== undefined) return undefined;
  const counter = new TableCounter(delimiterOf(decoded(head, true)) ?? '\t', rules.minCount);
  file.tap((bytes) => counter.take(bytes));
  return async (checks: ReturnType<typeof createChecks>) => {
    const before = { rows: counter.rows, cells: counter.cells, ragged: counter.ragged, small: [...counter.small] };
    await file.readBeyond();
    counter.end();
    checks.counted(counter.rows - before.rows, counter.cells - before.cells);
    checks.looked(file.bytes - mostRead);
    if (counter.ragged > before.ragged) checks.found('ragged-rows');
    const kinds = checks.result().coverage.firstTables[0]?.kinds ?? [];
    for (const [at, kind] of kinds.entries()) {
      const small = (counter.small[at] ?? 0) - (before.small[at] ?? 0);
      const times = kind === 'count' ? Math.min(small, mostCounted) : 0;
      for (let time = 0; time < times; time += 1) checks.found('small-count', { column: at + 1 });
    }
  };
}

/** What no reader said to have looked at, or to have passed by, was not looked at. */
function passRest(bytes: number, checks: ReturnType<typeof createChecks>): void {
  const { looked, passed } = checks.result().coverage;
  const rest = passed.reduce((left, piece) => left - piece.bytes, bytes - looked);
  if (rest > 0) checks.passed('rest', rest);
}

/** What is to be shown of a file; its first bytes where no reader gives more. */
async function showAs(type: keyof typeof readers, file: Incoming, showing: Showing): Promise<Shown> {
  const head = await file.head(mostShown.hexBytes);
  const show = createShow(showing);
  const source = type === 'html' || type === 'svg' ? await sourceOf(file) : undefined;
  // Some text is read by programs alone, but people can read it as what it is.
  await readAs(type === 'other' && isText(head) ? 'text' : type, file, show);
  if (source !== undefined) tellSource(source, show);
  const picture = type === 'svg' ? await drawnAnew(source) : await pictureIn(type, file);
  await file.drain();
  const result = show.result();
  if (picture !== undefined) return { type, ...result, picture };
  if (type !== 'other' && result.partCount > 0) return { type, ...result };
  const { whatItCanHold } = await import('./readers/other.ts');
  const bytes = { content: { kind: 'bytes', hex: Buffer.from(head).toString('hex') } } as const;
  const holds = whatItCanHold(head);
  const isSaid = holds !== 'unknown' || type === 'other';
  return { type, ...result, ...(isSaid ? { holds } : {}), ...(result.partCount === 0 ? bytes : {}) };
}

/** The text that a page or a drawing is made of, for people who read it as that; nothing of one that is too large. */
async function sourceOf(file: FileToRead): Promise<string | undefined> {
  try {
    return decoded(await file.whole(), false);
  } catch (error) {
    if (error instanceof TooLargeError) return undefined;
    throw error;
  }
}

function tellSource(source: string, seen: Seen): void {
  const text = seen.text({}, sourceTitle);
  for (const line of source.split(/\r\n|[\n\r]/)) text.line(line);
  text.end();
}

async function drawnAnew(source: string | undefined): Promise<Picture | undefined> {
  const { pictureOfSvg } = await import('./pictures/svg.ts');
  return source === undefined ? { form: 'svg', width: 0, height: 0 } : pictureOfSvg(source);
}

async function pictureIn(form: keyof typeof readers, file: FileToRead): Promise<Picture | undefined> {
  if (form !== 'png' && form !== 'jpeg') return undefined;
  const { pictureOf } = await import('./pictures/picture.ts');
  try {
    return pictureOf(form, await whole(file));
  } catch (error) {
    if (error instanceof DamagedError || error instanceof TooLargeError) return undefined;
    throw error;
  }
}

async function readAs(type: keyof typeof readers, file: FileToRead, seen: Seen): Promise<void> {
  const reader = await readers[type]();
  try {
    await reader(file, seen);
  } catch (error) {
    if (error instanceof DamagedError) seen.notChecked('damaged');
    else if (error instanceof TooLargeError) seen.notChecked('tooLarge');
    else throw error;
  }
}

/** What stands in a notebook that makes it one may come last, so the whole is looked at where that is allowed. */
async function typeOf(file: Incoming): Promise<keyof typeof readers> {
  const type = detect(await file.head(headBytes));
  if (type !== 'json' || file.bytes > mostRead) return type;
  return isNotebook(await file.head(mostRead)) ? 'notebook' : 'json';
}

/** The first line of the pipe; what follows it in the same piece is the beginning of the file. */
async function questionFrom(pipe: AsyncGenerator<Uint8Array>) {
  let line: Uint8Array = new Uint8Array();
  while (line.length <= mostAsked) {
    const { value, done } = await pipe.next();
    if (done) break;
    line = Buffer.concat([line, value]);
    const end = line.indexOf(0x0a);
    if (end === -1) continue;
    const asked = question.parse(JSON.parse(Buffer.from(line.subarray(0, end)).toString()));
    return { asked, rest: after(line.subarray(end + 1), pipe) };
  }
  throw new Error('No question came through the pipe');
}

async function* after(first: Uint8Array, pipe: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* pipe;
}
