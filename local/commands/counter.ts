import type { WriteStream } from 'node:tty';

/** Shows how many of something are done: in one line that changes on a terminal, in about ten lines elsewhere. */
export function counter(total: number, what: string, out: Pick<WriteStream, 'isTTY' | 'write'> = process.stdout) {
  const every = Math.ceil(total / 10);
  return (done: number): void => {
    const text = `${done} of ${total} ${what}`;
    if (out.isTTY) out.write(`\r${text}${done === total ? '\n' : ''}`);
    else if (done === total || done % every === 0) out.write(`${text}\n`);
  };
}
