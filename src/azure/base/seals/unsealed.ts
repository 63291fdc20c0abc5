/** What is wrong with the seals of rows that were read; such a row has nothing but its keys. */
const unsealed = new WeakMap<object, string>();

/** A row that whoever wrote it could not seal: it says nothing. */
class UnsealedRow extends Error {
  override readonly name = 'UnsealedRow';
}

/** Notes that the row has no good seal. Its columns must be gone by then. */
export function markUnsealed<R extends object>(row: R, problem: string): R {
  unsealed.set(row, problem);
  return row;
}

/** Throws UnsealedRow for a row whose seal is wrong: only its keys and its ETag are true. */
export function requireSeal<R extends object>(row: R): R {
  const problem = unsealed.get(row);
  if (problem !== undefined) throw new UnsealedRow(problem);
  return row;
}

export function isUnsealed(row: object): boolean {
  return unsealed.has(row);
}
