/**
 * How many seconds it takes to look for two files among 10,000 releases of five files, in ten projects: the processor time, and five
 * milliseconds for each request that is waited for.
 */
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { searchReleases } from '../../../src/features/releases/trace/search-releases.ts';
import { anOperation, stream } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { Requests } from '../requests.ts';

const [projects, ofEach, files] = [10, 1000, 5];
const ids = Array.from({ length: projects }, (_, number) => `study-${number}`);

/** Measures one search by a process that has served nothing yet. */
export async function measure(): Promise<Measured> {
  const requests = new Requests();
  const world = new MemoryWorld(36, requests);
  const at = world.time.now().toISOString();
  const entries = (of: number) =>
    Array.from({ length: files }, (_, file) => {
      const md5 = Buffer.from(`${of}`.padStart(12, '0')).toString('base64');
      return { path: `table-${file}.csv`, size: 5000 + file, etag: '0x1', md5, lastModified: at };
    });
  for (const project of ids)
    for (let number = 0; number < ofEach; number += 1) {
      const operation = anOperation({ project, door: 'export', state: 'released', startedAt: at, since: at });
      const summary = await world.ports.manifests.write(packageManifest(operation.id), stream(entries(number)));
      await world.ports.register.restore({ ...operation, package: summary }, null);
    }
  const asked = [5000, 5003].map((size) => ({ size, md5: 'f'.repeat(32), sha256: 'f'.repeat(64) }));
  const later = new Date(world.time.now().getTime() + 1000);
  const milliseconds = await requests.timed(5, async () => {
    const { searched } = await searchReleases(world.ports, ids, asked, later);
    if (searched.files !== projects * ofEach * files) throw new Error(`Only ${searched.files} files were looked at`);
  });
  return { value: milliseconds / 1000, unit: 's' };
}
