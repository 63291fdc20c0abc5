import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

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
