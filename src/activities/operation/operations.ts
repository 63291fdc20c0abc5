import { NotFound } from '../../domain/base/errors.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { clearedFrom } from '../../domain/lifecycle/retention.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { ProjectStore, Register, Stored, StoredProject } from '../../ports/records.ts';

export async function requireOperation(register: Pick<Register, 'get'>, key: OperationKey): Promise<Stored<Operation>> {
  const stored = await register.get(key);
  if (!stored) throw new NotFound(`There is no operation ${key.id} in the project '${key.project}'`);
  return stored;
}

export async function requireProject(projects: Pick<ProjectStore, 'get'>, id: string): Promise<StoredProject> {
  const stored = await projects.get(id);
  if (!stored) throw new NotFound(noProject(id));
  return stored;
}

export function noProject(id: string): string {
  return `There is no project '${id}'`;
}

/**
 * Writes findings into the row without changing its state. `change` sees the row as it is and gives the fields to write. `read` is the row
 * as it was read lately, which spares another look when nobody has written it since; so does the row as this process wrote it last.
 */
export async function amend(
  register: Pick<Register, 'get' | 'lately' | 'update'>,
  key: OperationKey,
  change: (operation: Operation) => Partial<Operation>,
  read?: Stored<Operation>,
): Promise<Operation> {
  return rewrite(register, key, (operation) => ({ ...operation, ...change(operation) }), read);
}

/** The same with the whole row, which may leave fields out. Whoever comes when the operation has ended changes nothing of its end. */
export async function rewrite(
  register: Pick<Register, 'get' | 'lately' | 'update'>,
  key: OperationKey,
  change: (operation: Operation) => Operation,
  read?: Stored<Operation>,
): Promise<Operation> {
  let standing = read ?? register.lately(key);
  return onConflictAgain(async () => {
    const { value, etag } = standing ?? (await requireOperation(register, key));
    standing = undefined;
    const wanted = change(value);
    return (await register.update({ value: factsOf(value).open ? wanted : clearedFrom(value, wanted), etag })).value;
  });
}
