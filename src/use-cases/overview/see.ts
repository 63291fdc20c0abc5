import type { FlowSettings } from '../../activities/operation/settings.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { insideNow } from '../../domain/overview/inside.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import type { Failures } from '../base/failures.ts';
import { listInside } from '../notification/list-inside.ts';
import type { Ensured } from '../operation/ensure-running.ts';
import type { FoundUploads } from '../operation/find-uploads.ts';
import { copiedAt } from './copy-away.ts';
import { findUnusual } from './find-unusual.ts';
import { seeEverything } from './see-everything.ts';

type SeePorts = Parameters<typeof seeEverything>[0] &
  Parameters<typeof findUnusual>[0] &
  Parameters<typeof listInside>[0] &
  Pick<Ports, 'overview' | 'clock' | 'secondCopy'>;

interface Seeing {
  readonly ports: SeePorts;
  readonly settings: Pick<FlowSettings, 'ticks'>;
  readonly share: TimeSlice;
  readonly failures: Failures;
  readonly uploads: Pick<FoundUploads, 'atDoors'>;
  readonly outside: readonly BrokenRow[] | undefined;
  readonly stood: Seen['stood'];
  copied: string | undefined;
  unusual: Seen['unusual'];
}

/** Writes down what only a look at everything shows. A look that was cut would hide what it did not come to. */
export async function see(seeing: Seeing, all: Ensured): Promise<void> {
  const { ports, settings, share, outside, uploads, failures } = seeing;
  const before = await ports.overview.seen();
  const waitingAt = uploads.atDoors && doorsOnce([...uploads.atDoors, ...(before?.waiting ?? [])]);
  const seen = await seeEverything(ports, { ...all, waitingAt }, share.isOver);
  const listed = await listInside(ports, { before: before?.listed, open: all.open, failures, isOver: share.isOver });
  // Where nobody looked, what was found before still stands.
  const still = outside ?? before?.outside;
  const inside = insideNow(before?.inside, all.open, { now: ports.clock.now(), ticks: settings.ticks });
  const stood = seeing.stood ?? before?.stood;
  const copied = await copiedAt(ports, before?.copied);
  seeing.copied = copied;
  await failures.keep('what left unusually much', async () => {
    seeing.unusual = await findUnusual(ports, before?.unusual, share);
  });
  const unusual = seeing.unusual ?? before?.unusual;
  const whole = {
    ...{ ...seen, inside, listed },
    ...(still === undefined ? {} : { outside: still }),
    ...(stood === undefined ? {} : { stood }),
    ...(copied === undefined ? {} : { copied }),
    ...(unusual === undefined ? {} : { unusual }),
  };
  if (!share.isOver()) await ports.overview.see(whole);
}

type AtDoor = NonNullable<FoundUploads['atDoors']>[number];

function doorsOnce(all: readonly AtDoor[]): readonly AtDoor[] {
  const once = new Map(all.map(({ door, project }) => [`${project} ${door}`, { door, project }]));
  return [...once.keys()].sort().flatMap((key) => once.get(key) ?? []);
}
