import { resolve } from 'node:path';
import { trustStack } from '../../stack/trust.ts';
import { commands } from './commands.ts';
import { configFolder, keepSignIn, readSignIn } from './signed-in.ts';
import { readWords, required, type TypedCommand, WrongUse } from './words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Azure CLI as far as somebody at a laptop needs it: it speaks to the stand-ins as the person who is signed in, with that person's
 * rights, and refuses every command and option that it does not know. Gives the exit code.
 */
export async function main(words: readonly string[], environment: Environment): Promise<number> {
  try {
    const answer = await perform(readWords(words), environment);
    process.stdout.write(answer);
    return 0;
  } catch (error) {
    process.stderr.write(`ERROR: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof WrongUse ? 2 : 1;
  }
}

async function perform(typed: TypedCommand, environment: Environment): Promise<string> {
  const folder = configFolder(environment);
  if (typed.name === 'login') {
    const stateFolder = resolve(import.meta.dirname, '../../..', environment['SALLYPORT_STATE'] ?? '.local');
    keepSignIn(folder, { person: required(typed, '--username'), stateFolder });
    return '';
  }
  const known = commands[typed.name];
  if (known === undefined) throw new WrongUse(`'${typed.name}' is not known on a laptop`);
  const strange = [...typed.options.keys()].filter((option) => !known.takes.includes(option));
  if (strange.length > 0) throw new WrongUse(`unrecognized arguments: ${strange.join(' ')}`);
  const { person, stateFolder } = readSignIn(folder);
  return printed(typed, await known.run({ azure: trustStack(stateFolder), person }, typed));
}

/** As `--output` and `--query` ask: JSON, or the one value. */
function printed({ options }: TypedCommand, answer: unknown): string {
  const query = options.get('--query');
  const value: unknown = query === undefined ? answer : Reflect.get(Object(answer), query);
  return options.get('--output') === 'tsv' ? `${String(value)}\n` : `${JSON.stringify(value, null, 2)}\n`;
}
