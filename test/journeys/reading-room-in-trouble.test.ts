import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Approver } from '../../local/people/approver.ts';
import type { UploadFile } from '../../local/people/storage-person.ts';
import { until } from '../../local/people/until.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import { type Journey, startJourney } from './journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ room: true, virtualTime: true });
});
afterAll(() => journey.end());

// What nobody may find in a log: of packages, files, cells and pages.
const names = ['namedinside', 'ärger', 'größe'] as const;
const cell = 'onlyincells';

const file = (path: string, content: string | Buffer): UploadFile => ({ path, bytes: Buffer.from(content) });
const table = (rows: number) => `group,n,${cell}\n${`a,4,${cell}\n`.repeat(rows)}`;

/** What the reading room is asked about a package, once that is in the state. */
async function keyIn(state: 'inspecting' | 'in-review', name: string): Promise<InspectionKey> {
  const { id, project, package: frozen } = await journey.reached('export', name, state);
  return { project, exportId: id, digest: frozen?.digest ?? '' };
}

async function namesOf(container: 'evidence' | 'places', { exportId }: InspectionKey): Promise<string[]> {
  const blobs = await journey.stack.control.blobs('secure', container);
  return blobs.map(({ name }) => name).filter((name) => name.includes(exportId));
}

const attemptsOf = async (key: InspectionKey) =>
  (await namesOf('places', key)).filter((name) => name.includes('/attempt-'));

const logOf = (app: 'host' | 'room') => readFileSync(join(journey.stack.stateFolder, `${app}.log`), 'utf8').split('\n');

/** Opens a page of the reading room about a package, as somebody who signs in on the way. */
async function open(person: string, path: string) {
  return await new Approver(person).open(`${journey.stack.room?.baseUrl ?? ''}/api/read/${path}`);
}

test('a room that is killed in the middle of a package leaves one complete evidence, and the package leaves', async () => {
  const name = `killed-${names[0]}`;
  await journey.drop(
    name,
    Array.from({ length: 24 }, (_, at) => file(`${names[0]}-${at}.csv`, table(at + 1))),
  );
  const key = await keyIn('inspecting', name);
  await until('the room to begin', async () => ((await attemptsOf(key)).length === 1 ? true : undefined));
  await journey.stack.room?.killHost();
  expect(await namesOf('evidence', key)).toEqual([]);
  await journey.stack.advance(60_000);
  await journey.stack.room?.startHost();
  await journey.reached('export', name, 'in-review');
  expect(await namesOf('evidence', key)).toEqual([inspectionPath(key)]);
  expect(await attemptsOf(key)).toHaveLength(2);
  const { html } = await open('ada', key.exportId);
  expect(html).toContain('24 of 24 files need your eye');
  for (const person of ['ada', 'ben'] as const) await journey.decide(key.exportId, person, { choice: 'approve' });
  await journey.reached('export', name, 'released');
});

describe('whatever is in a package', () => {
  let odd: InspectionKey;

  test('is looked into and shown, with unusual names, files that are none, and storage that misbehaves', async () => {
    for (const kind of ['broken-body', 'unavailable', 'throttle', 'lost-answer'] as const)
      await journey.stack.control.addFault({ service: 'blob', method: 'GET', path: '/review/.*\\.(csv|png)', kind });
    await journey.drop(`odd-${names[0]}`, [
      file(`${names[0]} "a" <b>.csv`, table(1)),
      file(`${names[1]}/${names[2]} 100% #2.csv`, table(2)),
      file(`${names[0]}-garbage.csv`, randomBytes(3000)),
      file(`${names[0]}-garbage.png`, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(3000)])),
      file(`${names[0]}-broken.json`, `{"${cell}": [1, `),
      file(`${names[0]}-deep.json`, '['.repeat(100_000)),
      file(`${names[0]}.md`, `# ${cell}\n`),
    ]);
    odd = await keyIn('in-review', `odd-${names[0]}`);
    expect(await namesOf('evidence', odd)).toEqual([inspectionPath(odd)]);
    const { html, status } = await open('ada', odd.exportId);
    expect([status, html.includes(names[0])]).toEqual([200, true]);
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      const page = await open('ada', `${odd.exportId}/${number}`);
      expect(page.status).toBe(200);
    }
  });

  test('is refused where it has to be', async () => {
    const { exportId } = odd;
    expect((await open('ada', `${exportId}/99`)).status).toBe(404);
    expect((await open('ada', `${exportId}/${names[0]}`)).status).toBe(404);
    expect((await open('rui', `${exportId}/1`)).status).toBeGreaterThanOrEqual(403);
    await journey.drop(`refused-${names[0]}`, [file(`${names[0]}.exe`, cell), file(`${names[0]}\u202e.csv`, cell)]);
    await journey.reached('export', `refused-${names[0]}`, 'rejected');
  });

  test('its pages fail without a word of it when storage does', async () => {
    const everything = { service: 'blob', method: 'GET', path: '/review', times: 40 } as const;
    await journey.stack.control.addFault({ ...everything, kind: 'broken-body' });
    const { status } = await open('ada', `${odd.exportId}/1`);
    await journey.stack.control.call('DELETE', 'faults');
    expect(status).toBeGreaterThanOrEqual(500);
    expect(logOf('room').some((line) => line.includes('readFile: '))).toBe(true);
  });

  test.each(['host', 'room'] as const)('no line of the log of the %s holds a name or a cell', (app) => {
    const lines = logOf(app);
    expect(lines.length).toBeGreaterThan(10);
    const isTold = new RegExp([...names, cell].flatMap((word) => [word, encodeURIComponent(word)]).join('|'), 'i');
    expect(lines.filter((line) => isTold.test(line))).toEqual([]);
  });
});
