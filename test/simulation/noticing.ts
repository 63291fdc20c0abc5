import { health } from '../../src/functions/system/health.ts';
import type { World } from './world.ts';

/** Of these stores something else tells that they were there: by the key under which a sweep shows that they are lost. */
function keyOf(place: string): string | undefined {
  if (place.startsWith('table:')) return place.slice('table:'.length);
  if (place === 'row:begun') return 'heads';
  return place === 'row:heads head' ? 'heads head' : undefined;
}

/** Called where a sweep begins. What is returned looks when it is over: what was lost before, and is lost still, it has noticed, unless a fault met it. */
export function expectNoticed(world: World): () => Promise<void> {
  const { lost } = world;
  const faults = faultsOf(world);
  return async () => {
    const key = lost && keyOf(lost.place);
    if (lost === undefined || key === undefined || faultsOf(world) !== faults || world.away.size > 0) return;
    // Whoever put it back was told perhaps that it did not work.
    if (world.lost !== lost || !(await isStillLost(world, lost.place))) return;
    const { broken = [] } = (await world.god.overview.seen()) ?? {};
    if (!broken.some((row) => row.lost && row.key === key))
      world.broke(`a sweep has not noticed that ${lost.place} is lost`);
    else if ((await healthOf(world)) !== 503) world.broke(`${lost.place} is lost, and the health is not degraded`);
    lost.noticedAt ??= world.time.now().getTime();
  };
}

/** By what `keyOf` knows it. */
export async function isStillLost({ god }: World, place: string): Promise<boolean> {
  if (place === 'row:heads head') {
    const ends = await god.audit.ends();
    const heads = await Promise.all(ends.map(({ chain, length }) => (length === 0 ? true : god.audit.head(chain))));
    return heads.includes(undefined);
  }
  const missing = await god.marks.missing();
  return missing.includes(place === 'row:begun' ? 'table:heads' : place);
}

function faultsOf({ faultsMet, away }: World): number {
  return [...faultsMet.values()].reduce((sum, count) => sum + count, away.size);
}

async function healthOf({ god, workflows }: World): Promise<number | undefined> {
  const tokens = { verify: async () => ({ ok: false as const, reason: 'no token' }) };
  const services = { ...god, tokens, groupsClaim: { on: true }, secondOperator: true };
  const request = { method: 'GET', url: '/', headers: new Headers(), params: {}, body: null };
  const around = { ...workflows, newerVersion: async () => undefined };
  return (await health(services)(request, around)).status;
}
