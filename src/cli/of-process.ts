import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Surroundings, TestPeople } from './surroundings.ts';

const run = promisify(execFile);

/** What of the clone a command starts: the program that inspects files, and what tells how a project is deployed. */
interface Programs extends Pick<Surroundings, 'deployment'> {
  inspector(): Promise<string>;
}

/** The surroundings of this process. A reader that goes away early, such as `head`, ends it quietly. */
export function ofProcess(clone: string, people: TestPeople, programs: Programs): Surroundings {
  const { env: environment, stdin, stdout: out, stderr: err } = process;
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // npm runs a script in the clone; the files that are named lie where its user is.
  const typedIn = environment['npm_lifecycle_event'] === 'sallyport' ? environment['INIT_CWD'] : undefined;
  return {
    environment,
    clone,
    folder: typedIn ?? process.cwd(),
    out,
    err,
    question: stdin.isTTY && err.isTTY ? ask : undefined,
    people,
    program: async (name, words) => (await run(name, words)).stdout,
    inspect: async function* (asked) {
      yield* linesOf(await programs.inspector(), asked);
    },
    deployment: programs.deployment,
    now: () => new Date(),
    pause: (milliseconds) => delay(milliseconds),
  };
}

/** The question goes to stderr, so that what is piped on is the answer alone. */
async function ask(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(text);
  } finally {
    terminal.close();
  }
}

/** What a program of ours prints. It ends with whoever reads it. */
async function* linesOf(program: string, word: string): AsyncGenerator<string> {
  const child = spawn(process.execPath, [program, word], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const complaint = text(child.stderr);
  try {
    yield* createInterface({ input: child.stdout });
    const [code] = await ended;
    if (code !== 0) throw new Error((await complaint).trimEnd() || 'The program that inspects files was ended.');
  } finally {
    child.kill();
  }
}
