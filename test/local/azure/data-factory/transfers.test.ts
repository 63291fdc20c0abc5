import { createHash } from 'node:crypto';
import type { BlobClient } from '@azure/storage-blob';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copyBlob } from '../../../../local/azure/data-factory/activities/copy-blob.ts';
import { eventually } from '../running-azure.ts';
import { type RunningFactory, startTestFactory } from './running-factory.ts';

let lab: RunningFactory;
let count = 0;
let project = '';
beforeAll(async () => {
  lab = await startTestFactory();
});
afterAll(() => lab.stop());
beforeEach(() => {
  count += 1;
  project = `study-${count}`;
  lab.factory().knobs.reset();
});

/** Later than every blob that exists now, as whole seconds count. */
async function endOfNow(): Promise<string> {
  const end = new Date((Math.floor(Date.now() / 1000) + 1) * 1000);
  await eventually(() => Date.now() > end.getTime());
  return end.toISOString();
}

async function copy(
  pipeline: string,
  account: 'public' | 'secure',
  paths: readonly string[],
  folders = defaultFolders(),
) {
  const listPath = `op_${count}/copy.txt`;
  await lab.put(`${account}/transfers/${listPath}`, `${paths.join('\n')}\n`);
  return await lab.run(pipeline, { operationId: `op_${count}`, listPath, ...folders });
}
function defaultFolders() {
  return { sourceFolder: `${project}/set`, targetFolder: `${project}/set/v1` };
}
async function remove(pipeline: string, folder: string, fileName: string, endTime: string) {
  return await lab.run(pipeline, { operationId: `op_${count}`, folder, fileName, endTime });
}

describe('a copy', () => {
  test.each([
    ['ingress-copy', 'public', 'public/ingress', 'secure/datasets'],
    ['export-freeze', 'secure', 'secure/exports', 'secure/review'],
    ['export-release', 'secure', 'secure/review', 'public/released'],
    ['export-return', 'secure', 'secure/review', 'secure/returned'],
  ] as const)('%s takes exactly the listed files to its own container', async (pipeline, account, from, to) => {
    await lab.put(`${from}/${project}/set/a.csv`, 'a,b\n');
    await lab.put(`${from}/${project}/set/deep/é ü.csv`, 'c');
    await lab.put(`${from}/${project}/set/unlisted.csv`, 'u');
    const run = await lab.ended(await copy(pipeline, account, ['a.csv', '', 'deep/é ü.csv']));
    expect(run).toMatchObject({ status: 'Succeeded', message: '' });
    expect(await lab.names(`${to}/${project}`)).toEqual([`${project}/set/v1/a.csv`, `${project}/set/v1/deep/é ü.csv`]);
    expect(await lab.read(`${to}/${project}/set/v1/a.csv`)).toBe('a,b\n');
    expect(await lab.activity(run.runId ?? '', 'CopyFiles')).toMatchObject({
      activityType: 'Copy',
      status: 'Succeeded',
      input: { source: { storeSettings: { fileListPath: `transfers/op_${count}/copy.txt` } } },
      output: {
        filesRead: 2,
        filesWritten: 2,
        dataRead: 5,
        dataWritten: 5,
        errors: [],
        dataConsistencyVerification: { VerificationResult: 'Verified', InconsistentData: 'None' },
      },
      userProperties: { operationId: `op_${count}` },
    });
  });

  test('keeps content headers and metadata and writes the MD5, also of a blob of many blocks', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024 + 7, 'sallyport');
    await lab.put(`public/ingress/${project}/set/large.bin`, large, {
      metadata: { purpose: 'survey' },
      contentType: 'application/x-test',
    });
    const run = await lab.ended(await copy('ingress-copy', 'public', ['large.bin']));
    expect(run.status).toBe('Succeeded');
    const target = lab.container('secure', 'datasets').getBlobClient(`${project}/set/v1/large.bin`);
    const properties = await target.getProperties();
    expect(properties).toMatchObject({ contentType: 'application/x-test', metadata: { purpose: 'survey' } });
    const md5 = createHash('md5').update(large).digest();
    expect(Buffer.from(properties.contentMD5 ?? []).equals(md5)).toBe(true);
    expect((await target.downloadToBuffer()).equals(large)).toBe(true);
  });

  test.each([
    ['small.csv', Buffer.from('1,2\n')],
    ['of many blocks.csv', Buffer.alloc(9 * 1024 * 1024, '1,2\n')],
  ])(
    'takes nothing but content out: %s loses its metadata and headers when frozen, released and returned',
    async (name, content) => {
      const hidden = 'x'.repeat(950);
      await lab.put(`secure/exports/${project}/set/${name}`, content, {
        metadata: { one: hidden, two: hidden, three: hidden, four: hidden },
        contentType: hidden,
        contentDisposition: hidden,
        contentLanguage: hidden,
        contentEncoding: hidden,
        cacheControl: hidden,
      });
      const frozen = { sourceFolder: `${project}/set`, targetFolder: `${project}/frozen` };
      const out = { sourceFolder: `${project}/frozen`, targetFolder: `${project}/out` };
      for (const [pipeline, folders] of [
        ['export-freeze', frozen],
        ['export-release', out],
        ['export-return', out],
      ] as const) {
        expect(await lab.ended(await copy(pipeline, 'secure', [name], folders))).toMatchObject({ status: 'Succeeded' });
      }
      for (const place of [
        `secure/review/${project}/frozen`,
        `public/released/${project}/out`,
        `secure/returned/${project}/out`,
      ]) {
        const [account, container = '', ...folder] = place.split('/');
        if (account !== 'public' && account !== 'secure') throw new Error(place);
        const blob = lab.container(account, container).getBlobClient(`${folder.join('/')}/${name}`);
        const { metadata, ...properties } = await blob.getProperties();
        expect(metadata).toEqual({});
        expect(properties.contentType).toBe('application/octet-stream');
        expect(JSON.stringify(properties)).not.toContain(hidden);
        expect((await blob.downloadToBuffer()).equals(content)).toBe(true);
      }
    },
  );

  test('fails on a listed file that is not there, names it, and says so in the run', async () => {
    await lab.put(`public/ingress/${project}/set/a.csv`);
    const run = await lab.ended(await copy('ingress-copy', 'public', ['a.csv', 'gone.csv']));
    expect(run.status).toBe('Failed');
    expect(run.message).toMatch(/^Operation on target CopyFiles failed: .*ErrorCode=UserErrorFileNotFound.*gone\.csv/);
    expect(await lab.activity(run.runId ?? '', 'CopyFiles')).toMatchObject({
      status: 'Failed',
      error: { errorCode: '2200', failureType: 'UserError', target: 'CopyFiles' },
      output: { filesRead: 1, dataConsistencyVerification: { VerificationResult: 'NotVerified' } },
    });
  });

  test('fails and changes nothing when it starts after its list was deleted', async () => {
    await lab.put(`public/ingress/${project}/set/a.csv`);
    lab.factory().knobs.set({ holdRuns: true });
    const runId = await copy('ingress-copy', 'public', ['a.csv']);
    await lab.container('public', 'transfers').deleteBlob(`op_${count}/copy.txt`);
    lab.factory().knobs.set({ holdRuns: false });
    const run = await lab.ended(runId);
    expect(run.status).toBe('Failed');
    expect(run.message).toContain(`transfers/op_${count}/copy.txt`);
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([]);
  });

  test('refuses a list that is no UTF-8, and takes one with a byte order mark and other line ends', async () => {
    await lab.put(`public/ingress/${project}/set/é`);
    const listPath = `op_${count}/copy.txt`;
    const parameters = { operationId: `op_${count}`, listPath, ...defaultFolders() };
    await lab.put(`public/transfers/${listPath}`, Buffer.from('é\n', 'latin1'));
    expect((await lab.ended(await lab.run('ingress-copy', parameters))).message).toContain('not valid for encoding');
    await lab.put(`public/transfers/${listPath}`, '\uFEFFé\r\n\r\n');
    expect((await lab.ended(await lab.run('ingress-copy', parameters))).status).toBe('Succeeded');
  });

  test('refuses an empty list instead of copying the whole folder', async () => {
    await lab.put(`public/ingress/${project}/set/a.csv`);
    expect((await lab.ended(await copy('ingress-copy', 'public', []))).status).toBe('Failed');
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([]);
  });

  test('leaves a part behind when it fails on purpose, and the next one is whole', async () => {
    for (const name of ['a', 'b', 'c']) await lab.put(`public/ingress/${project}/set/${name}`);
    lab.factory().knobs.set({ failCopy: 1 });
    expect((await lab.ended(await copy('ingress-copy', 'public', ['a', 'b', 'c']))).status).toBe('Failed');
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([`${project}/set/v1/a`]);
    expect((await lab.ended(await copy('ingress-copy', 'public', ['a', 'b', 'c']))).status).toBe('Succeeded');
    expect(await lab.names(`secure/datasets/${project}`)).toHaveLength(3);
  });

  test('can lie: it leaves out a file and reports success', async () => {
    for (const name of ['a', 'b']) await lab.put(`public/ingress/${project}/set/${name}`);
    lab.factory().knobs.set({ leaveOutFile: 1 });
    const run = await lab.ended(await copy('ingress-copy', 'public', ['a', 'b']));
    expect(run.status).toBe('Succeeded');
    expect(await lab.activity(run.runId ?? '', 'CopyFiles')).toMatchObject({ output: { filesWritten: 2 } });
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([`${project}/set/v1/b`]);
  });

  test('is not verified when the content does not have the MD5 that the source declares', async () => {
    const blob = lab.container('public', 'ingress').getBlockBlobClient(`${project}/set/a.csv`);
    const block = Buffer.from('1').toString('base64');
    await blob.stageBlock(block, 'content', 7);
    const blobContentMD5 = createHash('md5').update('other content').digest();
    await blob.commitBlockList([block], { blobHTTPHeaders: { blobContentMD5 } });
    const run = await lab.ended(await copy('ingress-copy', 'public', ['a.csv']));
    expect(run.message).toContain('DataConsistencySourceDataChanged');
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([]);
  });

  test('is not verified when the source changes while it is copied', async () => {
    const place = `public/ingress/${project}/set/a.csv`;
    await lab.put(place, 'first');
    const source = lab.container('public', 'ingress').getBlobClient(`${project}/set/a.csv`);
    const target = lab.container('secure', 'datasets').getBlockBlobClient(`${project}/set/v1/a.csv`);
    const upload = target.upload.bind(target);
    target.upload = async (...written) => {
      await lab.put(place, 'other');
      return await upload(...written);
    };
    const { signal } = new AbortController();
    await expect(copyBlob({ source, target, keepAttributes: true, verify: true, signal })).rejects.toThrow(
      'changed by other clients during the copy activity run',
    );
  });
});

describe('a delete', () => {
  test.each([
    ['ingress-delete', 'public/ingress'],
    ['discard', 'public/ingress'],
    ['export-delete', 'secure/exports'],
    ['release-revoke', 'public/released'],
    ['export-discard', 'secure/review'],
    ['review-clear', 'secure/review'],
    ['returned-clear', 'secure/returned'],
    ['dataset-retract', 'secure/datasets'],
  ])('%s deletes a folder with its sub-folders and no neighbour', async (pipeline, place) => {
    for (const name of ['a/1', 'a/deep/2', 'ab/3', 'a.txt']) await lab.put(`${place}/${project}/${name}`);
    const run = await lab.ended(await remove(pipeline, `${project}/a`, '*', await endOfNow()));
    expect(run).toMatchObject({ status: 'Succeeded' });
    expect(await lab.names(`${place}/${project}`)).toEqual([`${project}/a.txt`, `${project}/ab/3`]);
    expect(await lab.activity(run.runId ?? '', 'DeleteFiles')).toMatchObject({
      status: 'Succeeded',
      output: { filesDeleted: 2, recursive: true, isWildcardUsed: true },
    });
  });

  test('leaves what was written at its end time or later', async () => {
    await lab.put(`public/ingress/${project}/set/old`);
    const endTime = await endOfNow();
    await lab.put(`public/ingress/${project}/set/new`);
    const { lastModified } = await lab
      .container('public', 'ingress')
      .getBlobClient(`${project}/set/new`)
      .getProperties();
    expect(lastModified?.getTime()).toBeGreaterThanOrEqual(Date.parse(endTime));
    expect((await lab.ended(await remove('ingress-delete', `${project}/set`, '*', endTime))).status).toBe('Succeeded');
    expect(await lab.names(`public/ingress/${project}`)).toEqual([`${project}/set/new`]);
  });

  test('of one file spares a file of the same name in a sub-folder and names that only look alike', async () => {
    const odd = 'a.b[c].csv';
    for (const name of [odd, 'aXb[c].csv', `other/${odd}`]) await lab.put(`public/ingress/${project}/${name}`);
    const run = await lab.ended(await remove('ingress-delete', project, odd, await endOfNow()));
    expect(run.status).toBe('Succeeded');
    expect(await lab.names(`public/ingress/${project}`)).toEqual([`${project}/aXb[c].csv`, `${project}/other/${odd}`]);
  });

  test.each([
    ['no folder', '', '*', '2026-01-01T00:00:00Z'],
    ['the root', '/', '*', '2026-01-01T00:00:00Z'],
    ['a whole project', 'project', '*', '2026-01-01T00:00:00Z'],
    ['no file name', 'project/set', '', '2026-01-01T00:00:00Z'],
    ['no end time', 'project/set', '*', ''],
  ])('of %s is refused before anything is deleted', async (_what, folder, fileName, endTime) => {
    const run = await lab.ended(await remove('ingress-delete', folder, fileName, endTime));
    expect(run.status).toBe('Failed');
    expect(await lab.activity(run.runId ?? '', 'Unbounded')).toMatchObject({
      status: 'Failed',
      error: { errorCode: 'Unbounded' },
    });
    await expect(lab.activity(run.runId ?? '', 'DeleteFiles')).rejects.toThrow('no activity');
  });

  test('wants its end time as Data Factory writes times', async () => {
    const run = await lab.ended(await remove('ingress-delete', `${project}/set`, '*', 'Tue, 24 Nov 2026 15:29:48 GMT'));
    expect(run.message).toContain('is not a time of the form');
  });

  test.each([
    ['a snapshot', 'snapshots', async (blob: BlobClient) => void (await blob.createSnapshot())],
    ['a lease', 'lease', async (blob: BlobClient) => void (await blob.getBlobLeaseClient().acquireLease(-1))],
  ])('fails at a blob with %s, as storage refuses it, and leaves it', async (_what, word, protect) => {
    await lab.put(`public/ingress/${project}/set/a`);
    await protect(lab.container('public', 'ingress').getBlobClient(`${project}/set/a`));
    const run = await lab.ended(await remove('ingress-delete', `${project}/set`, '*', await endOfNow()));
    expect(run.status).toBe('Failed');
    expect(await lab.activity(run.runId ?? '', 'DeleteFiles')).toMatchObject({
      status: 'Failed',
      error: { errorCode: '3701', message: expect.stringContaining(word) },
      output: { filesDeleted: 0 },
    });
    expect(await lab.names(`public/ingress/${project}`)).toEqual([`${project}/set/a`]);
  });

  test('of what is already gone succeeds with nothing deleted', async () => {
    const run = await lab.ended(await remove('discard', `${project}/set`, '*', '2026-01-01T00:00:00Z'));
    expect(run.status).toBe('Succeeded');
    expect(await lab.activity(run.runId ?? '', 'DeleteFiles')).toMatchObject({ output: { filesDeleted: 0 } });
  });
});
