import { countText } from '../../domain/base/count-text.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { BodyOf } from '../routes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';
import { everyPart, findOperation } from './find.ts';

export async function showUsedBy(tools: Tools, id: string, project?: string): Promise<ExitCode> {
  const client = tools.api;
  const { door, named } = await findOperation(client, { id, project });
  if (door !== 'ingress')
    throw new Complaint(exitCodes.wrongUse, `${id} is a package; used-by tells what was made from a dataset.`);
  const parts = await everyPart(client.parts('usedBy', { ...named, limit: 200 }));
  const items = parts.flatMap((part) => part.items);
  const unsaid = parts.at(-1)?.unsaid ?? 0;
  tools.show({ items, unsaid }, () => usedByLines({ items, unsaid }));
  return exitCodes.done;
}

function usedByLines({ items, unsaid }: Pick<BodyOf<'usedBy'>, 'items' | 'unsaid'>): string[] {
  const rows = items.map((one) => [one.id, one.name, one.state, one.since]);
  const known =
    items.length === 0 ? ['No package names this version.'] : columns(['ID', 'PACKAGE', 'STATE', 'SINCE'], rows);
  return unsaid === 0 ? known : [...known, `${countText(unsaid, 'package')} of the project without a word about it.`];
}
