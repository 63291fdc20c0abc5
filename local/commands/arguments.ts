import { resolve } from 'node:path';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { messageOf } from '../../src/domain/base/errors.ts';
import { findPerson, type Person, readDirectory } from '../azure/directory.ts';

/** The state folder of npm start, unless --state names another. */
const usualFolder = resolve(import.meta.dirname, '../../.local');

/** The option that every command takes to find a stack elsewhere than npm start keeps it. */
export const stateOption = { state: { type: 'string', default: usualFolder } } as const;

/** The line of a usage that tells of it. */
export const stateUsage = '  --state <folder>   the state folder of the stack, when it is not .local';

/** The project that the sample organisation works on. */
export const sampleProject = 'heart-study';

/** Something that a command has to say to whoever typed it, in one or two plain sentences. */
export class CommandRefused extends Error {
  override readonly name: string = 'CommandRefused';
}

/** Words that do not fit. */
export class WrongUse extends CommandRefused {
  override readonly name = 'WrongUse';
}

/** Runs a command and ends the process with one plain line, not a stack, when it fails. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(sentenceOf(error));
    process.exitCode = error instanceof WrongUse ? exitCodes.wrongUse : exitCodes.refused;
  }
}

/** The person of the laptop's directory by id, alias or e-mail. Throws WrongUse with the known ids. */
export function personNamed(word: string): Person {
  try {
    return findPerson(readDirectory(), word);
  } catch (error) {
    throw new WrongUse(messageOf(error));
  }
}

function sentenceOf(error: unknown): string {
  if (isUnanswered(error)) return 'The stack of this state folder does not answer. Start it with npm start.';
  return error instanceof Error ? error.message : String(error);
}

/** True when nobody listens where the stack was: it was described, and is stopped now. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, 'code') === 'ECONNREFUSED' || isUnanswered(error.cause);
}
