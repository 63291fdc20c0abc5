import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import { takeScanVerdict } from '../../src/use-cases/operation/take-scan-verdict.ts';
import { doorUrls, type World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What the scanner comes to about one state of a file. */
type Finding = 'No threats found' | 'Malicious' | 'Not scanned';

/** The malware scanner of the account: it looks at each file that was put, says what it found, and sometimes says it late or never. */
export async function scanned(world: World, door: Door, path: string, etag: string): Promise<void> {
  const { draws } = world;
  const key = `scan ${door}/${path}`;
  if (draws.happens(`${key} silent`, world.weather.has('scan-silent') ? 0.2 : 0)) return;
  const isLate = world.weather.has('scan-late') && draws.happens(`${key} late`, 0.3);
  await world.time.sleep(draws.between(key, SECOND, isLate ? 3000 * MINUTE : MINUTE));
  const drawn = draws.next(`${key} finding`);
  const most = world.weather.has('malware') ? 0.1 : 0;
  const finding: Finding = drawn < most ? 'Malicious' : drawn < 2 * most ? 'Not scanned' : 'No threats found';
  world.verdicts.push({ door, path, etag, finding, at: world.time.now() });
  await takeResult(world, door, path, message(world, door, path, etag, finding));
}

async function takeResult(world: World, door: Door, path: string, result: object): Promise<void> {
  const key = `scan result ${door}/${path}`;
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const taken = await world
      .once(key, (app) => takeScanVerdict(app.ports, world.workflows, { doorUrls }, result))
      .catch((error: unknown) => world.told(`the scan result of ${path}`, error));
    if (taken !== 'failed' && taken !== 'died') return;
    await world.time.sleep(attempt * 30 * SECOND);
  }
}

function message(world: World, door: Door, path: string, eTag: string, scanResultType: Finding): object {
  const at = world.time.now().toISOString();
  const names = scanResultType === 'Malicious' ? { malwareNamesFound: ['Virus:EICAR'] } : {};
  return {
    eventType: 'Microsoft.Security.MalwareScanningResult',
    subject: `/blobServices/default/containers/${doorFacts(door).container}/blobs/${path}`,
    eventTime: at,
    data: {
      blobUri: `${doorUrls[door]}/${path}`,
      eTag,
      scanFinishedTimeUtc: at,
      scanResultType,
      scanResultDetails: names,
    },
  };
}

/** The scanner finds malware in a file of the door that it held for clean, however long ago; nothing happens when there is none. */
export async function findsLate(world: World, door: Door): Promise<void> {
  const clean = world.verdicts.filter((one) => one.door === door && one.finding === 'No threats found');
  if (clean.length === 0) return;
  const { path, etag } = world.draws.pick('found late', clean);
  world.verdicts.push({ door, path, etag, finding: 'Malicious', at: world.time.now() });
  await takeResult(world, door, path, message(world, door, path, etag, 'Malicious'));
}
