import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Coverage } from '../domain/inspection/coverage.ts';
import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import type { FileFindings, FilePlaces, NotCheckedReason } from '../domain/inspection/evidence.ts';
import { LinesDigest } from '../domain/inspection/lines-digest.ts';
import type { Clock } from '../ports/ports.ts';
import { isBalanced } from './balance.ts';
import { type Answer, answer, type Beside, mostAnswered, mostRead, type Question, question } from './child/exchange.ts';
import type { Showing } from './child/shown.ts';
import { ruleById } from './rules/index.ts';

export interface FileToInspect {
  readonly bytes: number;
  /** The ending of its name, without the dot. */
  readonly ending: string;
  /** Opens it; what is not wanted any more is ended by `return`. */
  open(): AsyncIterable<Uint8Array>;
}

/** What is known of a file after its inspection. Nothing was read of one without `sha256`. */
export interface Inspected extends FileFindings {
  readonly places: FilePlaces;
  /** What was looked at, as the child that read the file says it. */
  readonly coverage?: Coverage;
  readonly beside?: Beside;
  /** Of all its bytes, or of those that one child reads at most. */
  readonly sha256?: string;
  /** Of the lines of a text that was read whole. */
  readonly lines?: string;
}

export interface ChildTerms {
  /** The bundle of the child. */
  readonly program: string;
  readonly rules: DisclosureRules;
  readonly clock: Clock;
  /** From the start of a child to its answer, for one that waits and does not compute. */
  readonly milliseconds: number;
  /** How long a child may compute that reads so many bytes, in milliseconds. Where the system does not tell, the clock alone counts. */
  readonly processorMilliseconds: (bytes: number) => number;
  /** Memory of a child, with what lies outside the heap of JavaScript. */
  readonly residentBytes: number;
}

/**
 * The clock says little on a machine that is busy with others, so it ends only what stands still. A megabyte of short lines took 4 to 7 s of
 * processor time, and 12 s on a slow machine (`npm run bench -- inspector-texts`): 10 s are given.
 */
export const childLimits = {
  milliseconds: 10 * 60_000,
  processorMilliseconds: (bytes: number) => 1000 * Math.min(120, 20 + Math.ceil(10 * (bytes / 1024 ** 2))),
  residentBytes: 512 * 1024 * 1024,
} as const;

/** So often a child is looked at: in between it can take a few hundred megabytes at most. */
const lookEvery = 20;

export function unreadableFile(reason: NotCheckedReason): Inspected {
  return { type: 'unknown', findings: [], notChecked: [reason], places: [] };
}

/**
 * Has one child read one file. Whatever it does but answer in time and in form is `crashed`, and what it says to have looked at has to add up
 * to the file; only opening the file can throw.
 */
export async function inspectFile(file: FileToInspect, terms: ChildTerms): Promise<Inspected> {
  const { text, sent } = await askChild(file, terms);
  const said = text === undefined ? undefined : understood(text);
  const isRead = [sent.beginning, sent.all].some(
    (one) => one.bytes === said?.read.bytes && one.sha256 === said.read.sha256,
  );
  if (said === undefined || !isRead) return unreadableFile('crashed');
  const { found, places, coverage, beside, read } = said;
  const balances = isBalanced(coverage, { bytes: file.bytes, found: found.findings.length });
  const notChecked = balances ? found.notChecked : [...new Set([...found.notChecked, 'unbalanced' as const])];
  const lines = read.bytes === file.bytes && sent.lines !== undefined ? { lines: sent.lines } : {};
  return { ...found, notChecked, places, coverage, beside, sha256: read.sha256, ...lines };
}

/** What one child answers about one file, undefined where it did not in time; and what was sent to it. Only opening the file can throw. */
export async function askChild(file: FileToInspect, terms: ChildTerms, show?: Showing) {
  const processor = terms.processorMilliseconds(file.bytes);
  const child = startChild(terms.program, Math.ceil(processor / 1000) + 1);
  const end = watch(child, terms, processor);
  try {
    const answered = answerOf(child, show === undefined ? mostAnswered.found : mostAnswered.shown);
    const ended = once(child, 'close').catch(() => [1]);
    const { bytes, ending } = file;
    const asked = { bytes, ending, rules: terms.rules, ...(show === undefined ? {} : { show }) };
    const sent = await send(child, file, asked);
    const text = await answered;
    const [code] = await ended;
    return { text: code === 0 ? text : undefined, sent };
  } finally {
    end();
  }
}

/** Kills the child that computes too long, stands still or takes too much memory; gives what ends the watch, and the child with it. */
function watch(child: ChildProcess, { clock, milliseconds, residentBytes }: ChildTerms, processor: number): () => void {
  const kill = () => void child.kill('SIGKILL');
  const latest = clock.now().getTime() + milliseconds;
  const look = () => {
    const { resident = 0, computed = 0 } = child.pid === undefined ? {} : takenBy(child.pid);
    if (clock.now().getTime() >= latest || resident > residentBytes || computed >= processor) kill();
  };
  const timer = setInterval(look, lookEvery);
  return () => {
    clearInterval(timer);
    kill();
  };
}

/** What the child writes; undefined, and its end, when that is too much. */
async function answerOf(child: ChildProcess, most: number): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of child.stdout ?? []) {
      if (!Buffer.isBuffer(piece)) return undefined;
      bytes += piece.length;
      if (bytes > most) {
        child.kill('SIGKILL');
        return undefined;
      }
      pieces.push(piece);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces).toString();
}

/**
 * Sends the question and the file, as far as the child reads, and gives what it should have read of it: all, or as much as is read of what is
 * no table. A child that wants no more ends, and breaks the pipe.
 */
async function send(child: ChildProcess, file: FileToInspect, asked: Question) {
  const hash = createHash('sha256');
  // What is taken over may answer anything, so it is made here, of what was sent.
  const lines = asked.show === undefined ? new LinesDigest() : undefined;
  let bytes = 0;
  let beginning: Sent | undefined;
  const sentNow = (): Sent => ({ bytes, sha256: hash.copy().digest('hex') });
  const take = (piece: Uint8Array) => {
    hash.update(piece);
    lines?.take(piece);
    bytes += piece.length;
  };
  const { stdin } = child;
  // A child that ends early breaks the pipe; how it ended says the rest.
  let isBroken = false;
  stdin?.on('error', () => {
    isBroken = true;
  });
  const write = (piece: Uint8Array | string) =>
    new Promise<void>((done) => (stdin === null || isBroken ? done() : stdin.write(piece, () => done())));
  await write(`${JSON.stringify(question.parse(asked))}\n`);
  for await (const piece of file.open()) {
    const first = piece.subarray(0, Math.max(0, mostRead - bytes));
    take(first);
    if (first.length < piece.length) {
      beginning ??= sentNow();
      take(piece.subarray(first.length));
    }
    await write(piece);
    if (isBroken) break;
  }
  stdin?.end();
  const all = sentNow();
  return { beginning: beginning ?? all, all, lines: lines?.digest() };
}

interface Sent {
  readonly bytes: number;
  readonly sha256: string;
}

/** The answer, when every word of it can be one: a rule that we have, with its weight. */
function understood(text: string): Answer | undefined {
  try {
    const said = answer.parse(JSON.parse(text));
    const isTrue = said.found.findings.every(({ rule, severity }) => ruleById.get(rule)?.severity === severity);
    const isPlaced = said.places.every(({ rule }) => said.found.findings.some((finding) => finding.rule === rule));
    return isTrue && isPlaced && said.found.type !== 'unknown' ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Linux tells processor time in hundredths of a second, whatever the machine. */
const tick = 10;

/** The resident memory of a process in bytes and the milliseconds it computed; neither when it has ended, and on systems that do not tell in `/proc`. */
function takenBy(pid: number): { readonly resident?: number; readonly computed?: number } {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold anything; the twelfth and thirteenth words behind it are its time and that of the system for it.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { resident: Number(kilobytes) * 1024, computed: (Number(words[11]) + Number(words[12])) * tick };
  } catch {
    return {};
  }
}

// By this signal Node opens a process to a debugger, and a child that was taken over may find a way to send it. Whoever listens to it keeps
// Node from that.
process.on('SIGUSR1', () => {});

/** Children that run. They end with this process. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts the child that reads one file: it may open nothing but its own bundle, has no environment, and tells what goes wrong with it to
 * nobody. Where there is a shell, the system itself ends it after `seconds` of computing, even when nobody is left to do so, and
 * writes no picture of its memory to disk.
 */
export function startChild(program: string, seconds: number): ChildProcess {
  const main = realpathSync(program);
  const words = [
    '--permission',
    `--allow-fs-read=${dirname(main)}/`,
    '--disallow-code-generation-from-strings',
    '--disable-sigusr1',
    '--max-old-space-size=256',
    main,
  ];
  const limited = ['-c', 'ulimit -c 0; ulimit -t "$0"; exec env -i "$@"', String(seconds), process.execPath, ...words];
  const [command, given] = process.platform === 'win32' ? [process.execPath, words] : ['/bin/sh', limited];
  const child = spawn(command, given, { env: {}, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}
