import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScaledTimers } from '../side.ts';
import type { HeldHost } from './held-time.ts';
import { message, type Question } from './messages.ts';

type Ask = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;
type Answer = number | boolean | null;

/** The local host in a process of its own, on a clock that stands still. */
export interface HeldChild extends HeldHost {
  readonly url: string;
  /** The key of the durable HTTP API. */
  readonly key: string;
  /** All it has logged. */
  log(): string;
  kill(): Promise<void>;
}

/** Starts the process and waits until it serves. */
export async function startHeldChild(
  app: string,
  state: string,
  options: { readonly journal: string; readonly timers: ScaledTimers | undefined },
): Promise<HeldChild> {
  const file = fileURLToPath(new URL('host.ts', import.meta.url));
  const knobs = JSON.stringify(options.timers ?? {});
  const child = spawn(process.execPath, [file, '--app', app, '--state', state, '--knobs', knobs], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, JOURNAL: options.journal },
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const { ask, ready } = connect(child, () => errors);
  return {
    ...(await ready),
    now: async () => Number(await ask({ ask: 'now' })),
    settle: async () => void (await ask({ ask: 'settle' })),
    step: async () => (await ask({ ask: 'step' })) === true,
    pause: async (milliseconds) => void (await ask({ ask: 'pause', milliseconds })),
    log: () => errors,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Brings questions and answers together; all that is open fails when the process ends. */
function connect(child: ChildProcess, errors: () => string) {
  const open = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let last = 0;
  const ask = (asked: Ask) =>
    new Promise<Answer>((resolve, reject) => {
      last += 1;
      open.set(last, { resolve, reject });
      child.send({ ...asked, id: last });
    });
  const ready = new Promise<{ url: string; key: string }>((resolve, reject) => {
    child.on('message', (received) => {
      const told = message.parse(received);
      if ('url' in told) return resolve(told);
      open.get(told.id)?.resolve(told.answer);
      open.delete(told.id);
    });
    child.once('close', (code) => {
      const error = new Error(`The held host ended with ${code}: ${errors()}`);
      reject(error);
      for (const { reject: fail } of open.values()) fail(error);
    });
  });
  return { ask, ready };
}
