import { randomUUID } from 'node:crypto';
import { access, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf } from '../domain/base/errors.ts';
import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import { Client } from './client.ts';
import { Complaint } from './complaint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { safeJson, safeLine, safeText } from './shown/safe-text.ts';
import { styleOf } from './shown/style.ts';
import { type Access, type AccessAsked, addressOf, signIn } from './sign-in.ts';
import type { Surroundings } from './surroundings.ts';

interface Typed extends AccessAsked {
  readonly json?: true | undefined;
  readonly yes?: true | undefined;
  readonly key?: string | undefined;
}

/** What stands behind a command: gives the code it ends with. */
export type Work = (tools: Tools) => Promise<ExitCode>;

export type Start = (work: Work) => Promise<void>;

/** What a work has to do it with. */
export type Tools = ReturnType<typeof toolsFor>;

export function toolsFor(surroundings: Surroundings, typed: Typed) {
  const { now, pause } = surroundings;
  let signedIn: Promise<Access> | undefined;
  const accessTo = (isOpen: boolean): Promise<Access> => {
    if (isOpen) return addressOf(surroundings, typed);
    signedIn ??= signIn(surroundings, typed);
    return signedIn;
  };
  return {
    /** The API as whoever typed the command. */
    api: new Client({ access: accessTo, key: typed.key ?? randomUUID(), pause }),
    /** What can be started on this machine, and the address that somebody named. */
    stack: {
      named: typed.url ?? surroundings.environment['SALLYPORT_URL'],
      drill: (store: string, tell: (line: string) => void) => surroundings.people.drill(store, tell).catch(saidByStack),
    },
    /** The commands that deploy one project. */
    deployment: (project: string) => surroundings.deployment(project).catch(saidByStack),
    now,
    pause,
    ...screenOf(surroundings, typed),
    ...filesOf(surroundings),
    ...keptFilesOf(surroundings),
  };
}

function saidByStack(error: unknown): never {
  throw new Complaint(exitCodes.refused, messageOf(error));
}

function screenOf({ out, err, environment, question }: Surroundings, { json, yes }: Typed) {
  const note = (line: string): void => void err.write(`${safeLine(line)}\n`);
  const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  return {
    isJson: json === true,
    /** Columns of the terminal; undefined where none cuts lines. */
    width: out.isTTY ? out.columns : undefined,
    /** How text is set off; without colours it stays as it is. */
    style: styleOf(out.isTTY === true && !environment['NO_COLOR']),
    /** Prints the answer: as JSON when that was asked for, else in words. Gives the code to end with: 1 for an answer that is not `ok`. */
    show: (answer: unknown, inWords: () => readonly string[]): ExitCode => {
      out.write(textOf(json ? [safeJson(JSON.stringify(answer, null, 2))] : inWords().map(safeLine)));
      return isNotOk(answer) ? exitCodes.refused : exitCodes.done;
    },
    /** Prints what is long, and waits until it is out. A file or a pipe gets exactly what the app said. */
    print: (lines: readonly string[]): Promise<void> =>
      new Promise((done) => out.write(textOf(out.isTTY ? lines.map(safeText) : lines), () => done())),
    /** Says something beside the answer, on stderr. */
    note,
    /** Shows how far something has come, on a terminal only. */
    progress: (line: string): void => (err.isTTY ? note(line) : undefined),
    /** Whether somebody will be asked, and so looks at a state before a change. */
    asks: question !== undefined && !yes,
    /** Says what will happen. Throws Complaint unless a person agrees; with --yes that is taken for granted. */
    agree: async (what: readonly string[]): Promise<void> => {
      if (yes) return;
      for (const line of what) note(line);
      if (question === undefined)
        throw wrongUse('Nobody can be asked here, so nothing was done. Agree to it with --yes');
      const agreed = /^y(es)?$/i.test((await question('Go on? Type yes: ')).trim());
      if (!agreed) throw new Complaint(exitCodes.refused, 'Nothing was done.');
    },
  };
}

function isNotOk(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

/** Files and folders by the names that were typed. Each throws Complaint where there is none. */
function filesOf({ folder, inspect }: Surroundings) {
  const pathOf = (name: string) => resolve(folder, name);
  return {
    pathOf,
    /** Throws Complaint for a file that cannot be read. */
    cannotRead: (name: string) => cannot(`file ${name} cannot be read`),
    /** The text of a file; `-` is what is piped in. */
    readFile: (name: string): Promise<string> =>
      (name === '-' ? text(process.stdin) : readFile(pathOf(name), 'utf8')).catch(
        cannot(`file ${name} cannot be read`),
      ),
    writeFile: (name: string, content: string): Promise<void> =>
      writeFile(pathOf(name), content).catch(cannot(`file ${name} cannot be written`)),
    /** The lines that the inspection of a folder or file prints. */
    inspect: async function* (name: string, rules: DisclosureRules): AsyncGenerator<string> {
      await access(pathOf(name)).catch(cannot(`folder ${name} cannot be read`));
      yield* inspect(JSON.stringify({ path: pathOf(name), rules }));
    },
  };
}

/** Files in which a command keeps what it must know the next time. */
function keptFilesOf({ folder }: Pick<Surroundings, 'folder'>) {
  const pathOf = (name: string) => resolve(folder, name);
  return {
    isThere: (name: string): Promise<boolean> =>
      access(pathOf(name)).then(
        () => true,
        () => false,
      ),
    /** Writes a file that is whole or as it was, whenever the machine stops. */
    keepFile: async (name: string, content: string): Promise<void> => {
      const fresh = `${pathOf(name)}.new`;
      await (async () => {
        await writeFile(fresh, content, { flush: true });
        await rename(fresh, pathOf(name));
      })().catch(cannot(`file ${name} cannot be written`));
    },
    /** Works on a file while nobody else of this machine does. */
    alone: async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const lock = `${pathOf(name)}.lock`;
      const held = await open(lock, 'wx').catch(
        cannot(`file ${name} is in use. Where nobody uses it, remove ${name}.lock`),
      );
      try {
        return await work();
      } finally {
        await held.close();
        await rm(lock);
      }
    },
  };
}

const cannot =
  (what: string) =>
  (error: unknown): never => {
    throw wrongUse(`The ${what}: ${messageOf(error)}`);
  };

function wrongUse(sentence: string): Complaint {
  return new Complaint(exitCodes.wrongUse, `${sentence}.`);
}
