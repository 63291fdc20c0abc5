import { execFile } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { keepSignIn } from '../../local/people/az/signed-in.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { run } from '../../src/cli/run.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import type { NextStep } from '../../src/features/explain/domain/explanation.ts';

const program = promisify(execFile);
const azFolder = resolve(import.meta.dirname, '../../local/people/az');

/** How far the stack's time goes on while a command waits, and how long its work may take then. */
const moved = { milliseconds: 120_000, real: 150 };

/** Takes a step by its command, literally, as the person who has signed in with the Azure CLI. */
export async function byCommand(
  stack: Stack,
  person: string,
  { command: [name = '', ...words] }: NextStep,
): Promise<void> {
  if (name === 'az') await program('az', words, { env: environmentOf(stack, person) });
  else await sallyport(stack, person, words);
}

/** The command as that person, whose Azure CLI signs in. What it waits for takes the stack's time and not ours. */
export async function sallyport(
  stack: Stack,
  person: string,
  words: readonly string[],
): Promise<{ readonly out: string }> {
  const environment = environmentOf(stack, person);
  const said = { out: '', err: '' };
  let time = Date.now();
  const surroundings: Surroundings = {
    environment,
    clone: stack.stateFolder,
    folder: stack.stateFolder,
    out: { write: (text: string) => (said.out += text) },
    err: { write: (text: string) => (said.err += text) },
    question: undefined,
    people: { url: nobody, tokenOf: nobody, drill: nobody },
    program: async (name, more) => (await program(name, more, { env: environment })).stdout,
    inspect: () => {
      throw new Error('Nothing is inspected here.');
    },
    deployment: nobody,
    now: () => new Date(time),
    pause: async () => {
      time += moved.milliseconds;
      await stack.advance(moved.milliseconds);
      await delay(moved.real);
    },
  };
  const code = await run(words, surroundings);
  if (code !== 0 && words[0] !== 'wait')
    throw new Error(`${person} was answered ${code} to sallyport ${words.join(' ')}: ${said.err}`);
  return said;
}

async function nobody(): Promise<never> {
  throw new Error('Only the Azure CLI signs people in here');
}

/** The environment of somebody who has run az login. */
function environmentOf(stack: Stack, person: string): Record<string, string> {
  const config = join(stack.stateFolder, `az-${person}`);
  keepSignIn(config, { person, stateFolder: stack.stateFolder });
  const path = [azFolder, dirname(process.execPath), process.env['PATH']].join(':');
  const { NODE_COMPILE_CACHE: cache = '' } = process.env;
  return {
    PATH: path,
    NODE_COMPILE_CACHE: cache,
    AZURE_CONFIG_DIR: config,
    SALLYPORT_URL: stack.baseUrl,
    SALLYPORT_CLIENT_ID: stack.azure.clientId,
  };
}
