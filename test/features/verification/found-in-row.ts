import type { Operation } from '../../../src/domain/operation/operation.ts';
import { verifyOperation } from '../../../src/features/verification/verify-operation.ts';
import { asLines, type FinishedWorld, type Otherwise, sourcesWith } from './finished-world.ts';

/** What is wrong with a row that stands as it is in the register, each as a line that begins with the kind of its record. */
export async function foundInRow(world: FinishedWorld, row: Operation, otherwise: Otherwise = {}): Promise<string[]> {
  const register = { get: async () => ({ value: row, etag: '' }), ...otherwise.register };
  const sources = sourcesWith(world, { ...otherwise, register });
  const { bad, findings } = await verifyOperation(sources, row, sources);
  return asLines(bad, findings);
}

/** Those about one kind of record. */
export const about = (record: string, lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith(`${record} `));

/** The second time that a release was taken back. */
export const secondTakeBack: NonNullable<Operation['takeBack']> = {
  ...{ number: 2, from: 'released', to: 'revoked' },
  ...{ by: 'o', reason: 'a leak', at: '2026-03-02T10:00:00.000Z' },
};
