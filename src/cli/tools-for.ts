import { randomUUID } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf } from '../domain/base/errors.ts';
import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import { Client } from './client.ts';
import { Complaint } from './complaint.ts';
import { exitCodes } from './exit-codes.ts';
import { safeJson, safeLine, safeText } from './shown/safe-text.ts';
import { styleOf } from './shown/style.ts';
import { type Access, type AccessAsked, addressOf, signIn } from './sign-in.ts';
import type { Surroundings } from './surroundings.ts';
import type { Tools } from './tools.ts';

interface Typed extends AccessAsked {
  readonly json?: true | undefined;
  readonly yes?: true | undefined;
  readonly key?: string | undefined;
}

export function toolsFor(surroundings: Surroundings, typed: Typed): Tools {
  const { out, err, environment, question, folder } = surroundings;
  const asks = question !== undefined && !typed.yes;
  const note = (line: string): void => void err.write(`${safeLine(line)}\n`);
  let signedIn: Promise<Access> | undefined;
  const access = (isOpen: boolean): Promise<Access> => {
    if (isOpen) return addressOf(surroundings, typed);
    signedIn ??= signIn(surroundings, typed);
    return signedIn;
  };
  return {
    api: new Client({ access, key: typed.key ?? randomUUID(), pause: surroundings.pause }),
    width: out.isTTY ? out.columns : undefined,
    show: (answer, inWords) => {
      const lines = typed.json ? [safeJson(JSON.stringify(answer, null, 2))] : inWords().map(safeLine);
      out.write(lines.map((line) => `${line}\n`).join(''));
      return isNotOk(answer) ? exitCodes.refused : exitCodes.done;
    },
    isJson: typed.json === true,
    // Whoever reads a file or a pipe wants exactly what the app said.
    print: (lines) => {
      const shown = out.isTTY ? lines.map(safeText) : lines;
      return new Promise((done) => out.write(shown.map((line) => `${line}\n`).join(''), () => done()));
    },
    note,
    progress: (line) => {
      if (err.isTTY) note(line);
    },
    asks,
    agree: async (what) => {
      if (typed.yes) return;
      for (const line of what) note(line);
      if (question === undefined)
        throw new Complaint(
          exitCodes.wrongUse,
          'Nobody can be asked here, so nothing was done. Agree to it with --yes.',
        );
      const agreed = /^y(es)?$/i.test((await question('Go on? Type yes: ')).trim());
      if (!agreed) throw new Complaint(exitCodes.refused, 'Nothing was done.');
    },
    style: styleOf(out.isTTY === true && !environment['NO_COLOR']),
    now: surroundings.now,
    pause: surroundings.pause,
    readFile: (name) => read(name, folder),
    writeFile: (name, content) => write(name, folder, content),
    inspect: (name, rules) => inspect(name, rules, surroundings),
  };
}

function isNotOk(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

async function read(name: string, folder: string): Promise<string> {
  try {
    return name === '-' ? await text(process.stdin) : await readFile(resolve(folder, name), 'utf8');
  } catch (error) {
    throw new Complaint(exitCodes.wrongUse, `The file ${name} cannot be read: ${messageOf(error)}.`);
  }
}

async function write(name: string, folder: string, content: string): Promise<void> {
  try {
    await writeFile(resolve(folder, name), content);
  } catch (error) {
    throw new Complaint(exitCodes.wrongUse, `The file ${name} cannot be written: ${messageOf(error)}.`);
  }
}

async function* inspect(name: string, rules: DisclosureRules, surroundings: Surroundings): AsyncGenerator<string> {
  const path = resolve(surroundings.folder, name);
  try {
    await access(path);
  } catch (error) {
    throw new Complaint(exitCodes.wrongUse, `The folder ${name} cannot be read: ${messageOf(error)}.`);
  }
  yield* surroundings.inspect(JSON.stringify({ path, rules }));
}
