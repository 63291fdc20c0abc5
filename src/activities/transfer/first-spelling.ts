import { type Door, doorFacts } from '../../domain/base/door.ts';
import { foldCase } from '../../domain/operation/blob-name.ts';
import type { Operation, UploadProblem } from '../../domain/operation/operation.ts';
import type { DataListing, DataPlace } from '../../ports/storage.ts';

/** Where folders are named after what passed a door. */
const namedAfter: Readonly<Record<Door, readonly DataPlace[]>> = {
  ingress: ['datasets'],
  export: ['returned', 'released'],
};

/**
 * The problem of a name that differs only in case from one under which something lies already: on Windows both would be one folder. The first
 * spelling names the folders; undefined where that is the name's own, or there is none.
 */
export async function spellingProblem(
  listing: Pick<DataListing, 'children'>,
  { door, project, name }: Pick<Operation, 'door' | 'project' | 'name'>,
): Promise<UploadProblem | undefined> {
  const spellings = new Set<string>();
  for (const place of namedAfter[door])
    for await (const child of listing.children(place, `${project}/`)) {
      const folder = child.replace(/\/$/, '');
      if (foldCase(folder) === foldCase(name)) spellings.add(folder);
    }
  const [first] = spellings;
  if (first === undefined || spellings.has(name)) return undefined;
  const { noun } = doorFacts(door);
  const publicMessage = `Its name differs from that of an earlier ${noun} only in upper and lower case. Use the spelling of the earlier one.`;
  const message = `The name ${JSON.stringify(name)} differs only in upper and lower case from ${JSON.stringify(first)}, which the folders of the ${noun} are called. Send it as ${JSON.stringify(first)}.`;
  return { rule: 'name:first-spelling', path: null, value: name, message, publicMessage };
}
