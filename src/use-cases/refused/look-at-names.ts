import type { Door } from '../../domain/base/door.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { type Capacity, someInTurn } from '../../domain/lifecycle/capacity.ts';
import type { LookedAt, RefusedNames } from '../../domain/lifecycle/refused-names.ts';
import type { UploadPath } from '../../domain/operation/blob-name.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import { isBrokenByName } from '../../domain/transfer/shown-problems.ts';
import type { Ports } from '../../ports/ports.ts';
import { atOnce } from '../base/at-once.ts';
import { lookAtUpload } from './look-at-upload.ts';

/** Names at one door that no operation holds, and which of them were refused before. */
export interface NamesAtDoor {
  readonly door: Door;
  readonly definition: Project;
  readonly capacity: Capacity;
  readonly names: readonly UploadPath[];
  readonly refused: RefusedNames;
  readonly share: TimeSlice;
}

/** A name that may be taken up, and when the oldest file under it changed. */
export interface Waiting {
  readonly upload: UploadPath;
  readonly since: string;
}

export interface LookedAtNames {
  readonly looked: readonly LookedAt[];
  readonly waiting: readonly Waiting[];
  /** Names that may be taken up as far as anybody knows: they were not looked at. */
  readonly unknown: readonly UploadPath[];
}

/** A listing is asked for no more of them in one sweep; fewer while nothing can be taken up. */
const mostLooks = { room: 1000, full: 100 };
const looksAtOnce = 8;

/**
 * Looks at the names at a door, as far as one sweep has time for it: which break a rule already, and how old the others are. Where a name may not
 * be used whatever lies under it, it is looked at only to be listed. At the door of a project that does not run nothing is looked at.
 */
export async function lookAtNames(
  ports: Pick<Ports, 'listing' | 'clock'>,
  { door, definition, capacity, names, refused, share }: NamesAtDoor,
): Promise<LookedAtNames> {
  if (capacity.kind === 'wait' && capacity.why !== 'full') return { looked: [], waiting: [], unknown: names };
  const rules = rulesAt(door, definition);
  const known = new Set(refused.names.map(({ name }) => name));
  const isKnown = ({ name }: UploadPath) => known.has(name);
  const isBroken = (upload: UploadPath) => isBrokenByName(door, upload, rules);
  const listed = names.filter(isKnown);
  const broken = names.filter((upload) => isBroken(upload) && !isKnown(upload));
  const others = names.filter((upload) => !isBroken(upload) && !isKnown(upload));
  const most = capacity.kind === 'room' ? mostLooks.room : mostLooks.full;
  const toLook = [
    ...listed,
    ...broken.slice(0, Math.max(0, rules.maxIdle - listed.length)),
    ...someInTurn(others, most, ports.clock.now()),
  ];
  const looked: LookedAt[] = [];
  const waiting: Waiting[] = [];
  const seen = new Set<UploadPath>();
  const look = async (upload: UploadPath) => {
    const { there, problems, since, print } = await lookAtUpload(ports, { door, upload, rules });
    seen.add(upload);
    looked.push({ upload, problems, print });
    if (there === 'files' && problems.length === 0 && since !== undefined) waiting.push({ upload, since });
  };
  await atOnce(looksAtOnce, toLook, look, share.isOver);
  return { looked, waiting, unknown: others.filter((upload) => !seen.has(upload)) };
}
