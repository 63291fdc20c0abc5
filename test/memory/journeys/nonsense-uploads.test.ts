import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoragePerson } from '../../../local/people/storage-person.ts';
import { personToken } from '../../../local/people/tokens.ts';
import { putNewProject, sampleDefinition } from '../../../local/sample/sample.ts';
import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { type Door, doorFacts } from '../../../src/domain/base/door.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { collect } from '../../contract/samples.ts';
import { baseUrl } from './app-process.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

/** Storage as people reach it, and a journey whose doors get what the app finds there. */
let storage: RunningPorts;
let journey: MemoryJourney;

beforeAll(async () => {
  storage = await startPorts();
  journey = await startMemoryJourney();
});
afterAll(async () => {
  await journey.end();
  await storage.stop();
});

/** Sends an upload with its path exactly as given: URLs, and so fetch and the SDK, would repair some of them. */
async function putRaw(person: string, path: string): Promise<number> {
  const { hostname, port, pathname } = new URL(storage.azure.blobUrls.public);
  const token = await personToken(storage.azure, person, 'storage');
  const headers = {
    authorization: `Bearer ${token}`,
    'x-ms-version': '2021-12-02',
    'x-ms-blob-type': 'BlockBlob',
    'content-length': 1,
  };
  const options = { hostname, port, method: 'PUT', path: `${pathname}/ingress/${path}`, headers };
  return await new Promise((resolve, reject) => {
    const put = request(options, (response) => resolve(response.resume().statusCode ?? 0));
    put.once('error', reject).end('x');
  });
}

/** What the app finds at a door of storage. */
async function uploaded(prefix = '', door: Door = 'ingress'): Promise<string[]> {
  const pages = await collect(storage.ports.listing.pages(doorFacts(door).container, prefix));
  return pages.flatMap(({ blobs }) => blobs.map(({ path }) => path));
}

/** Lets what the app finds there lie at the door of the journey. */
async function carry(prefix: string, door: Door = 'ingress'): Promise<void> {
  const { account, container } = doorFacts(door);
  for (const path of await uploaded(prefix, door))
    await journey.container(account, container).getBlockBlobClient(path).upload('x', 1);
}

describe('an upload outside any project', () => {
  test.each([
    ['at the top', 'loose.csv', 403],
    ['into a project of others', 'lung-study/set/a.csv', 403],
    ['into a folder whose name only begins like the project', 'heart-study-2/set/a.csv', 403],
    ['by climbing out with two dots', 'heart-study/%2e%2e/lung-study/a.csv', 403],
    ['by climbing out with an encoded slash', 'heart-study/..%2flung-study/a.csv', 400],
    ['by climbing out with a backslash', 'heart-study/..%5clung-study/a.csv', 400],
  ])('%s is refused to a data owner', async (_, path, status) => {
    const before = await uploaded();
    expect(await putRaw('owner', path)).toBe(status);
    expect(await uploaded()).toEqual(before);
  });

  test('by somebody with the right to a folder without project stays where it is, is shown to operators, and comes in once there is one', async () => {
    const path = 'lung-study/spirometry/a.csv';
    expect(await putRaw('lars', path)).toBe(201);
    await carry(path);
    for (let times = 0; times < 2; times += 1) {
      const found = await journey.ops.ask('POST', 'ops/sweep');
      expect(found).toMatchObject({ strays: 1 });
    }
    expect(await journey.names('public', 'ingress')).toContain(path);
    expect(await orphans()).toEqual([expect.stringContaining('lung-study/')]);
    const shown = await dashboard();
    expect(shown).toContain('lung-study/');
    expect(shown).toContain("There is no project 'lung-study'");
    const { people, ...definition } = sampleDefinition();
    const change = { id: 'lung-study', compute: undefined, people };
    await putNewProject(journey.ops, { ...definition, ...change });
    expect(await journey.ops.ask('POST', 'ops/sweep')).toMatchObject({ strays: 0 });
    const arrived = async () => {
      const names = await journey.names('secure', 'datasets');
      return names.find((name) => name === 'lung-study/spirometry/v1/a.csv');
    };
    await journey.until('the dataset of the new project to arrive', arrived);
  });
});

/** The audited orphans, as the path of each. */
async function orphans(): Promise<unknown[]> {
  return (await journey.audited('upload.stray', systemChain)).map(({ data }) => data['path']);
}

/** What an operator sees on the dashboard. */
async function dashboard(): Promise<string> {
  await journey.load('/api/ops');
  const page = await journey.approver('otto').open(`${baseUrl}/api/ops`);
  return page.html.replaceAll('&#39;', "'");
}

describe('a name that storage refuses', () => {
  test.each([
    ['two dots before an encoded slash', 'heart-study/dots/a/..%2fb.csv'],
    ['a line break', 'heart-study/lines/a%0ab.csv'],
    ['a carriage return', 'heart-study/lines/a%0db.csv'],
    ['a zero byte', 'heart-study/lines/a%00b.csv'],
    ['a line separator of Unicode', 'heart-study/lines/a%e2%80%a8b.csv'],
    ['bytes that are no UTF-8', 'heart-study/lines/a%ffb.csv'],
    ['more than 1,024 characters', `heart-study/long/${'a'.repeat(1020)}.csv`],
  ])('for %s arrives nowhere, so nothing is found that could be opened', async (_, path) => {
    const before = await uploaded();
    expect(await putRaw('owner', path)).toBe(400);
    expect(await uploaded()).toEqual(before);
  });
});

test.each([
  ['two dots', 'dots', 'a/%2e%2e/b.csv', 'b.csv'],
  ['one dot', 'dot', 'a/%2e/b.csv', 'a/b.csv'],
  ['a backslash', 'slash', 'a%5cb.csv', 'a/b.csv'],
])('a name that storage reads as another one, for %s, comes in under that one', async (_, dataset, sent, stored) => {
  const prefix = `heart-study/${dataset}/`;
  expect(await putRaw('owner', prefix + sent)).toBe(201);
  expect(await uploaded(prefix)).toEqual([prefix + stored]);
  await carry(prefix);
  const { version, source } = await journey.reached('ingress', dataset, 'available');
  expect({ version, count: source?.count }).toEqual({ version: 1, count: 1 });
  expect(await journey.names('secure', 'datasets', prefix)).toEqual([`${prefix}v1/${stored}`]);
  expect(await journey.names('public', 'ingress', prefix)).toEqual([]);
});

interface Bad {
  readonly title: string;
  readonly dataset: string;
  readonly rest: string;
  readonly rule: string;
}

/** Names that storage accepts, so that it is the app that must refuse them. All lie beside a file that is right. */
const accepted: readonly Bad[] = [
  { title: 'an extension that is not allowed', dataset: 'kinds', rest: 'setup.exe', rule: 'extension' },
  { title: 'a turned reading direction', dataset: 'bidi', rest: 'a\u202evsc.csv', rule: 'name:bidi-character' },
  { title: 'a dot at its end', dataset: 'end', rest: 'deep./a.csv', rule: 'name:trailing-dot' },
  { title: 'a space at its end', dataset: 'space', rest: 'deep /a.csv', rule: 'name:outer-white-space' },
  { title: 'an empty part', dataset: 'parts', rest: 'deep//a.csv', rule: 'name:empty-segment' },
  { title: 'another normal form', dataset: 'form', rest: 'Gro\u0308ße.csv', rule: 'name:normal-form' },
  { title: 'a wildcard', dataset: 'wild', rest: 'all*.csv', rule: 'name:wildcard' },
  { title: 'only other capitals than its neighbour', dataset: 'case', rest: 'GOOD.csv', rule: 'name:case' },
];

describe('a name that storage takes', () => {
  beforeAll(async () => {
    const ingress = new StoragePerson(storage.azure, 'owner').container('public', 'ingress');
    const put = (path: string) => ingress.getBlockBlobClient(`${journey.project}/${path}`).upload('x', 1);
    for (const { dataset, rest } of accepted) {
      await put(`${dataset}/good.csv`);
      await put(`${dataset}/${rest}`);
      await carry(`${journey.project}/${dataset}/`);
    }
    await put('nothing/_COMPLETE');
    await carry(`${journey.project}/nothing/`);
    const exports = new StoragePerson(storage.azure, 'researcher').container('secure', 'exports');
    for (const file of ['good.csv', 'raw.arrow'])
      await exports.getBlockBlobClient(`${journey.project}/mixed/${file}`).upload('x', 1);
    await carry(`${journey.project}/mixed/`, 'export');
  });

  test.each(accepted)(
    'with $title: no operation opens, its owner is told which file, nothing moved or lost',
    async ({ dataset, rest, rule }) => {
      const problem = await journey.until(`${dataset} to be refused`, () => refused('ingress', dataset));
      expect(problem).toMatchObject({ rule });
      const mail = await journey.until('its owner to be told', async () =>
        told().find(({ text }) => text.includes(`${dataset}/`) && text.includes(`${problem?.message}`)),
      );
      expect(mail.to).toBe('olga@example.org');
      expect(await journey.operations('ingress', dataset)).toEqual([]);
      await expectUntouched(dataset, ['good.csv', rest]);
    },
  );

  test('all of them are told in one mail', () => {
    expect(told()).toHaveLength(1);
  });

  test('with nothing but a marker that has content: the dataset is rejected, and the marker stays', async () => {
    const { id, problems } = await journey.reached('ingress', 'nothing', 'rejected');
    expect(problems).toMatchObject([{ rule: 'marker-content' }, { rule: 'empty' }]);
    await journey.told(id, 'rejected');
    expect(journey.mails(id, 'rejected')).toHaveLength(3);
    await expectUntouched('nothing', ['_COMPLETE']);
  });

  test('in a package, with an extension that may not leave: it is neither frozen nor released, and stays', async () => {
    const problem = await journey.until('it to be refused', () => refused('export', 'mixed'));
    expect(problem).toMatchObject({ rule: 'extension', path: 'raw.arrow' });
    for (const [account, container] of [
      ['secure', 'review'],
      ['public', 'released'],
    ] as const)
      expect(await journey.names(account, container)).toEqual([]);
    expect(await journey.names('secure', 'exports')).toEqual([
      'heart-study/mixed/good.csv',
      'heart-study/mixed/raw.arrow',
    ]);
  });
});

const told = () => journey.mails(`refused-ingress-${journey.project}`, 'refused');

/** What a name breaks that is refused. */
async function refused(door: Door, name: string) {
  const { value } = await journey.ports.refused.get(door, journey.project);
  return value.names.find((one) => one.name === name)?.problems[0];
}

/** Exactly these files still lie where they were uploaded, and no version was made of them. */
async function expectUntouched(dataset: string, files: readonly string[]): Promise<void> {
  const prefix = `${journey.project}/${dataset}/`;
  const left = await journey.names('public', 'ingress', prefix);
  expect(left.sort()).toEqual(files.map((file) => prefix + file).sort());
  expect(await journey.names('secure', 'datasets', prefix)).toEqual([]);
}
