import { doorFacts, doors, operationIdOf, parseOperationId } from '../../../domain/base/door.ts';
import { mirroredKey } from '../operation-key.ts';
import type { RowPlace } from './row-seal.ts';

/** The dataset or package that a row is about, by its keys alone: what else it says may be anybody's. */
export function operationOfRow({ table, partitionKey, rowKey }: RowPlace): string | undefined {
  if (table === 'decisions') return known(partitionKey.split(':')[0]);
  if (table !== 'register') return undefined;
  const [kind, first = '', second = ''] = rowKey.split(':');
  if (kind === 'owed') return known(first);
  if (kind === 'open') return first === 'again' ? known(second) : undefined;
  const door = kind === 'op' ? doors.find((one) => doorFacts(one).idPrefix === first) : undefined;
  return door === undefined ? undefined : known(operationIdOf(door, mirroredKey(second)));
}

function known(id = ''): string | undefined {
  return parseOperationId(id) === undefined ? undefined : id;
}
