import { parseOperationId } from '../../domain/base/door.ts';
import type { Correction } from '../../domain/lifecycle/corrections.ts';
import { correctedBy } from '../../domain/lifecycle/corrections.ts';
import { mayContinue } from '../../domain/lifecycle/submission.ts';
import { publishedVersion, unknownChoice } from '../../domain/operation/made-from.ts';
import type { MadeFrom, Operation, PublishedVersion } from '../../domain/operation/operation.ts';
import { markerSays, versionsNamed } from '../../domain/operation/said-about.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

type SaidPorts = Pick<Ports, 'register'>;

/** So many parts of the register are looked through for the versions that a marker names. */
const mostParts = 10;

/**
 * What is said about a package inside: by its marker, and by its name where a corrected package is awaited under that. What names nothing is
 * kept as it was said, for the people who decide.
 */
export async function readSaidInside(
  ports: SaidPorts,
  operation: Operation,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Pick<Operation, 'saidInside'>> {
  if (operation.door !== 'export') return {};
  const { continues: goesOn, madeFrom: sources, ...texts } = markerSays(metadata);
  const earlier = await earlierOf(ports, operation, goesOn);
  const madeFrom = sources === undefined ? undefined : await versionsOf(ports, operation, sources);
  const unread = [
    ...(goesOn !== undefined && earlier !== goesOn ? [`continues: ${goesOn}`] : []),
    ...(sources !== undefined && madeFrom === undefined ? [`madeFrom: ${sources}`] : []),
  ];
  const said = {
    ...texts,
    ...(earlier === undefined ? {} : { continues: earlier }),
    ...(madeFrom === undefined ? {} : { madeFrom }),
    ...(unread.length === 0 ? {} : { unread }),
  };
  return Object.keys(said).length === 0 ? {} : { saidInside: said };
}

/** What was awaited may be in review again by now, since its denial counts no more. */
async function earlierOf({ register }: SaidPorts, operation: Operation, said: string | undefined) {
  const { project, saidInside } = operation;
  const { corrections } = (await register.rememberedDoor('export', project)).value;
  for (const id of [said, correctedBy(operation, corrections)?.continues, saidInside?.continues]) {
    const isPackage = id !== undefined && parseOperationId(id)?.door === 'export';
    const earlier = isPackage ? await register.get({ project, id }) : undefined;
    if (earlier !== undefined && mayContinue(operation, earlier.value)) return id;
  }
  return undefined;
}

async function versionsOf(
  { register }: SaidPorts,
  { project }: Operation,
  text: string,
): Promise<MadeFrom | undefined> {
  if (text === unknownChoice) return unknownChoice;
  const named = versionsNamed(text);
  if (named === undefined) return undefined;
  const found = new Map<string, PublishedVersion>();
  const keyOf = ({ name, version }: { readonly name: string; readonly version: number }) => `${name}/v${version}`;
  const isWhole = () => named.every((one) => found.has(keyOf(one)));
  let place: string | undefined;
  for (let parts = 0; parts < mostParts && !isWhole(); parts += 1) {
    const { items, continuation } = await register.list('ingress', project, place);
    for (const version of items.flatMap((one) => publishedVersion(one) ?? [])) found.set(keyOf(version), version);
    place = continuation;
    if (place === undefined) break;
  }
  return isWhole() ? named.flatMap((one) => found.get(keyOf(one)) ?? []) : undefined;
}

/** Once a package that breaks no rule took the place that was kept for a corrected one, the next under its name does not. */
export async function endCorrection({ register }: SaidPorts, { project, saidInside }: Operation): Promise<void> {
  const isTaken = ({ continues }: Correction) => continues === saidInside?.continues;
  await onConflictAgain(async () => {
    const { value, etag } = await register.rememberedDoor('export', project);
    const { corrections = [], ...note } = value;
    if (!corrections.some(isTaken)) return;
    await register.rememberDoor({
      value: { ...note, corrections: corrections.filter((one) => !isTaken(one)) },
      etag,
    });
  });
}
