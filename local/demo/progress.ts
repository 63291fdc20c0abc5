const terminal = process.stdout.isTTY === true;
const dim = (text: string): string => (terminal ? `\u001b[2m${text}\u001b[0m` : text);
const bold = (text: string): string => (terminal ? `\u001b[1m${text}\u001b[0m` : text);
const red = (text: string): string => (terminal ? `\u001b[31m${text}\u001b[0m` : text);
const green = (text: string): string => (terminal ? `\u001b[32m${text}\u001b[0m` : text);

/** Prints a headline between the parts of the demo. */
export function headline(text: string): void {
  console.log(`\n${bold(text)}`);
}

/** Prints a line under the running step. */
export function note(text: string): void {
  console.log(dim(`      ${text}`));
}

/** Runs one step of the demo and prints what happens while it happens, then how long it took. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  if (terminal) process.stdout.write(`  …   ${text}`);
  try {
    const result = await work();
    if (terminal) process.stdout.write('\r\u001b[2K');
    console.log(`  ${green('ok')}  ${text} ${dim(seconds())}`);
    return result;
  } catch (error) {
    if (terminal) process.stdout.write('\r\u001b[2K');
    console.log(`  ${red('no')}  ${text} ${dim(seconds())}`);
    throw error;
  }
}

/** Thrown when the demo sees something other than what it promises; it ends the demo with exit code 1. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
}

/** Throws Mismatch unless the two are equal, naming what was compared. */
export function expectEqual<T extends string | number | boolean>(what: string, expected: T, actual: T): void {
  if (expected !== actual) throw new Mismatch(`${what}: expected ${String(expected)}, found ${String(actual)}`);
}
