import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guard } from './guards.ts';
import type { Subject } from './job.ts';

/** A small gate to turn around: a guard that counts, one that asks, a loop, and one that never lets anything by. */
const gate = `export function mayLeave(yes: number, held: boolean, names: readonly string[]): boolean {
  if (held || names.some((name: string) => name === '')) return false;
  return yes >= 2 && names.length > 0;
}

export function countDown(from: number): number {
  let left = from;
  while (left > 0) left -= 1;
  return left;
}

export const guarded = {
  async open(door: string): Promise<void> {
    if (door === 'broken') setImmediate(() => { throw new RangeError('the door fell out'); });
    if (door === 'bricked up') await new Promise(() => undefined);
    if (door === 'turning') for (;;);
  },
};
`;

/** What may leave by its own account, beside the gate; a seed says how many approve, whether a hold is on, and the names. */
const simulation = `import { countDown, guarded, mayLeave } from './gate.ts';

export async function simulate(seed: number) {
  const [yes, held, names] = [seed % 4, seed % 5 === 4, ['a', 'b', 'c'].slice(0, seed % 3)];
  const broken: string[] = [];
  if (mayLeave(yes, held, names) && (yes < 2 || held)) broken.push('nothing leaves against the rules');
  if (!mayLeave(2, false, ['a'])) broken.push('what may leave can leave');
  if (countDown(seed) !== 0) broken.push('a count ends at nothing');
  await guarded.open('front');
  await new Promise((resolve) => setImmediate(resolve));
  return { seed, trace: '', broken };
}
`;

/** The toy gate and its simulation in a folder that goes with the test. */
export class Toy implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'toy-gate-'));
  readonly guards: readonly Guard[] = [{ file: 'gate.ts', why: 'it lets things out' }];
  readonly subject: Subject = {
    root: this.folder,
    guards: this.guards,
    simulation: join(this.folder, 'simulate.ts'),
    mostSeconds: 1,
  };

  constructor() {
    this.gate(gate);
    this.simulation((text) => text);
  }

  gate(text: string): void {
    writeFileSync(join(this.folder, 'gate.ts'), text);
  }

  simulation(change: (text: string) => string): void {
    writeFileSync(join(this.folder, 'simulate.ts'), change(simulation));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
