import { spawn } from 'node:child_process';
import { processorSeconds } from '../test/times/processor.ts';

/** One part of a check: a command, or several side by side, of which the first that fails is told whole. */
export interface Part {
  readonly name: string;
  readonly command: readonly string[];
  readonly beside?: readonly Part[];
}

/** Commands of package.json that run at the same time; what each says comes once it has ended. */
export function sideBySide(names: readonly string[]): Part {
  const parts = names.map((name) => ({ name, command: ['npm', 'run', '--silent', name] }));
  return { name: names.join(', '), command: [], beside: parts };
}

/** Runs one part after the other and stops at the first that fails. Says at the end what each took. */
export async function runParts(parts: readonly Part[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const took: string[] = [];
  const begun = { wall: performance.now(), seconds: processorSeconds() };
  let isGood = true;
  for (const part of parts) {
    console.log(`\n── ${part.name}`);
    const before = { wall: performance.now(), seconds: processorSeconds() };
    const failed = part.beside === undefined ? await run(part, env) : await runBeside(part.beside, env);
    took.push(lineOf(part.name, before));
    if (failed === undefined) continue;
    console.error(`\nStopped: ${failed}.`);
    isGood = false;
    break;
  }
  console.log(`\n${[...took, lineOf('all together', begun)].join('\n')}`);
  return isGood;
}

function lineOf(name: string, before: { readonly wall: number; readonly seconds: number }): string {
  const wall = (performance.now() - before.wall) / 1000;
  const seconds = processorSeconds() - before.seconds;
  return `${name.padEnd(40)} ${wall.toFixed(0).padStart(5)} s ${seconds.toFixed(0).padStart(6)} processor seconds`;
}

async function runBeside(parts: readonly Part[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const results = await Promise.all(
    parts.map(async (part) => {
      const said: string[] = [];
      return { part, failed: await run(part, env, (text) => said.push(text)), said };
    }),
  );
  for (const { said } of results) process.stdout.write(said.join(''));
  return results.find(({ failed }) => failed !== undefined)?.failed;
}

/** What went wrong, or nothing. */
async function run(
  { command }: Part,
  env: NodeJS.ProcessEnv,
  told?: (text: string) => void,
): Promise<string | undefined> {
  const [program = '', ...words] = command;
  const child = spawn(program, words, { env, stdio: ['ignore', told ? 'pipe' : 'inherit', told ? 'pipe' : 'inherit'] });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => told?.(text));
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(exit ?? signal ?? 'no code'));
  });
  return code === 0 ? undefined : `"${command.join(' ')}" ended with ${code}`;
}
