import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process of the stack that has said it is ready. */
export interface RunningChild {
  /** Ends it as SIGTERM does, and waits. */
  stop(): Promise<void>;
  /** Ends it at once, with no chance to tidy up, and waits. */
  kill(): Promise<void>;
  /** Resolves with the exit code when the process has ended; null after a signal. */
  readonly ended: Promise<number | null>;
}

export interface ChildOptions {
  readonly name: string;
  readonly script: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The line on standard output that says it is ready starts with this. */
  readonly readyLine: string;
  /** Everything that the process prints goes here. */
  readonly logFile: string;
}

const patienceSeconds = 120;

/** Starts a script on this Node and waits until it says that it is ready. Throws with the end of its output when it ends before that. */
export async function startChild(options: ChildOptions): Promise<RunningChild> {
  const child = spawn(process.execPath, [options.script, ...options.arguments], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const recent: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The process ${options.name} ${why}. Its last words:\n${recent.join('\n')}`));
    const timer = setTimeout(() => fail(`was not ready after ${patienceSeconds} s`), patienceSeconds * 1000);
    const hear = (line: string): void => {
      log.write(`${line}\n`);
      recent.push(line);
      if (recent.length > 20) recent.shift();
      if (line.startsWith(options.readyLine)) {
        clearTimeout(timer);
        resolve();
      }
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal} before it was ready`);
    });
  });
  void ended.then(() => log.end());
  return { ended, stop: () => end(child, 'SIGTERM', ended), kill: () => end(child, 'SIGKILL', ended) };
}

const graceSeconds = 15;

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL', ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  await ended;
  clearTimeout(timer);
}
