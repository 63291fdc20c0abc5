import { controlPlane } from '../../domain/base/control-plane.ts';
import { countText } from '../../domain/base/count-text.ts';
import { DAY } from '../../domain/base/time.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { clearedEntry, idsIn, isStaleEntry, namedIn, seenEntry } from '../../domain/people/person-entry.ts';
import type { Ports } from '../../ports/ports.ts';
import { forgetSignIn, isForgotten } from './forget-sign-in.ts';
import { type PeoplePorts, readAll, writePerson } from './people.ts';

const part = 'people';

/**
 * The sweep's part, once a day: whoever a definition names is seen, and whoever none has named and who has not signed in for so many days is
 * cleared, with their last sign-in. What the time slice leaves over is done by the next sweep.
 */
export async function keepPeople(
  ports: PeoplePorts & Pick<Ports, 'sweepPlaces'>,
  { peopleKeepDays }: { readonly peopleKeepDays: number },
  share: TimeSlice,
): Promise<void> {
  const now = ports.clock.now();
  const today = now.toISOString().slice(0, 10);
  if ((await ports.sweepPlaces.read()).get(part) === today) return;
  const { definitions, broken } = await readAll({ list: () => within(share, ports.projects.list()) });
  const entries = new Map((await ports.people.list()).map((entry) => [entry.oid, entry]));
  const named = new Map(definitions.flatMap(namedIn).map((one) => [one.oid.toLowerCase(), one]));
  const ids = new Set(definitions.flatMap((one) => [...idsIn(one)]));
  const isNamed = (oid: string) => ids.has(oid) || broken.some(({ text }) => text.includes(oid));
  const steps: (() => Promise<unknown>)[] = [];
  for (const [oid, person] of named) {
    const entry = seenEntry(entries.get(oid), person, 'definition', now);
    if (entry !== undefined) steps.push(() => ports.people.put(entry));
  }
  for (const entry of entries.values()) {
    if (isNamed(entry.oid) || !isStaleEntry(entry, peopleKeepDays, now)) continue;
    const reason = `no definition names them, and nobody saw them for ${countText(peopleKeepDays, 'day')}`;
    const act = { oid: entry.oid, by: controlPlane, reason };
    steps.push(() => writePerson(ports, 'clear', act, clearedEntry(entry, now)));
  }
  for (const last of await ports.signIns.list())
    if (!isNamed(last.oid) && (isForgotten(last) || now.getTime() - Date.parse(last.at) > peopleKeepDays * DAY))
      steps.push(() => forgetSignIn(ports, last.oid));
  for (const step of steps) {
    if (share.isOver()) return;
    await step();
  }
  await ports.sweepPlaces.keep(part, today);
}
