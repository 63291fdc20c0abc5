import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { transferSteps } from '../../src/domain/operation/operation-lists.ts';
import type { DataFactory, PipelineRun } from '../../src/ports/data-factory.ts';
import type { DataPlace, FileLists } from '../../src/ports/storage.ts';
import type { DataContainer } from './listing-contract.ts';
import { collect, fresh, operationId, stream } from './samples.ts';

/** A data factory with its knobs, the storage it moves, and its time. */
export interface FactoryStage {
  readonly factory: DataFactory;
  readonly fileLists: FileLists;
  readonly knobs: FactoryKnobs;
  container(place: DataPlace): DataContainer;
  /** Takes a lease of a blob, as a person's tool may. */
  lease(place: DataPlace, path: string): Promise<{ break(): Promise<unknown> }>;
  now(): Date;
  /** Lets time pass until the condition holds. */
  until(condition: () => Promise<boolean>): Promise<void>;
}

const underWay = ['Queued', 'InProgress', 'Canceling'];

/** What every data factory must do with the pipelines of the deployment. */
export function dataFactoryContract(stage: () => FactoryStage): void {
  afterEach(() => stage().knobs.reset());

  const put = async (place: DataPlace, path: string, text: string, metadata = {}) => {
    const { lastModified } = await stage()
      .container(place)
      .getBlockBlobClient(path)
      .upload(text, Buffer.byteLength(text), { metadata });
    return lastModified ?? new Date(0);
  };
  const contents = async (place: DataPlace, prefix: string): Promise<Record<string, string | undefined>> => {
    const container = stage().container(place);
    const names = (await collect(container.listBlobsFlat({ prefix }))).map(({ name }) => name);
    const texts = await Promise.all(names.map(async (name) => (await readText(container.getBlobClient(name)))?.text));
    return Object.fromEntries(names.map((name, index) => [name.slice(prefix.length), texts[index]]));
  };
  const ended = async (runId: string): Promise<PipelineRun> => {
    const { factory } = stage();
    await stage().until(async () => !underWay.includes((await factory.get(runId)).status));
    return await factory.get(runId);
  };
  const find = async (parameters: Readonly<Record<string, string>>, pipeline = 'ingress-copy') =>
    await stage().factory.find(pipeline, parameters['operationId'] ?? '', new Date(stage().now().getTime() - 60_000));

  /** Files at the ingress door, their list, and the parameters of a copy. */
  async function prepared(files: readonly string[] = ['a.csv'], listed: readonly string[] = files) {
    const folder = `${fresh('moved')}/survey`;
    for (const file of files) await put('ingress', `${folder}/${file}`, `text of ${file}`, { kept: 'yes' });
    const listPath = `${operationId('ingress')}/ingress-copy-1.txt`;
    await stage().fileLists.write('public', listPath, stream(listed));
    return { operationId: operationId('ingress'), sourceFolder: folder, targetFolder: `${folder}/v1`, listPath };
  }

  test('tells which pipelines are deployed, and which parameters they take', async () => {
    const pipelines = await stage().factory.pipelines();
    expect(pipelines.get('ingress-copy')).toEqual(['operationId', 'sourceFolder', 'targetFolder', 'listPath']);
    expect([...pipelines.keys()].toSorted()).toEqual(transferSteps.toSorted());
  });

  describe('a run that copies', () => {
    test('takes exactly the files of its list, and is found again by its operation with what its activities did', async () => {
      const { factory } = stage();
      const parameters = await prepared(['a.csv', 'deep/ü b.csv', 'not listed.csv'], ['a.csv', 'deep/ü b.csv']);
      const runId = await factory.start('ingress-copy', parameters);
      const run = await ended(runId);
      const known = { runId, pipeline: 'ingress-copy', status: 'Succeeded', parameters, message: '' };
      expect(run).toEqual({ ...known, endedAt: expect.any(Date) });
      expect(await contents('datasets', `${parameters.targetFolder}/`)).toEqual({
        'a.csv': 'text of a.csv',
        'deep/ü b.csv': 'text of deep/ü b.csv',
      });
      expect(await find(parameters)).toEqual([run]);
      expect(await find({ operationId: operationId('ingress') })).toEqual([]);
      expect(await find(parameters, 'ingress-delete')).toEqual([]);
      const copies = (await factory.activities(runId)).filter(({ type }) => type === 'Copy');
      expect(copies).toMatchObject([{ status: 'Succeeded', error: '', output: { filesRead: 2, filesWritten: 2 } }]);
    });

    test('keeps the metadata of uploads, takes none of results along, and writes each MD5', async () => {
      const parameters = await prepared();
      await ended(await stage().factory.start('ingress-copy', parameters));
      const folder = `${fresh('package')}/tables`;
      await put('review', `${folder}/t.csv`, 'x', { chosen: 'inside' });
      const listPath = `${operationId('export')}/export-release-1.txt`;
      await stage().fileLists.write('secure', listPath, stream(['t.csv']));
      const released = { operationId: operationId('export'), sourceFolder: folder, targetFolder: folder, listPath };
      await ended(await stage().factory.start('export-release', released));
      const listed = async (place: DataPlace, prefix: string) =>
        await collect(stage().container(place).listBlobsFlat({ prefix, includeMetadata: true }));
      const [dataset] = await listed('datasets', parameters.targetFolder);
      expect(dataset?.metadata).toEqual({ kept: 'yes' });
      const [result] = await listed('released', folder);
      expect(result?.metadata ?? {}).toEqual({});
      expect(Buffer.from(result?.properties.contentMD5 ?? [])).toEqual(createHash('md5').update('x').digest());
    });

    test('reads its list when it starts, not when it was asked for', async () => {
      const parameters = await prepared(['a.csv', 'b.csv'], ['a.csv']);
      stage().knobs.set({ holdRuns: true });
      const runId = await stage().factory.start('ingress-copy', parameters);
      expect((await stage().factory.get(runId)).status).toBe('Queued');
      await stage().fileLists.write('public', parameters.listPath, stream(['b.csv']));
      stage().knobs.reset();
      await ended(runId);
      expect(Object.keys(await contents('datasets', `${parameters.targetFolder}/`))).toEqual(['b.csv']);
    });

    test('that starts late and finds no list fails and copies nothing', async () => {
      const parameters = await prepared();
      stage().knobs.set({ holdRuns: true });
      const runId = await stage().factory.start('ingress-copy', parameters);
      await stage().fileLists.remove('public', parameters.listPath);
      stage().knobs.reset();
      expect(await ended(runId)).toMatchObject({
        status: 'Failed',
        message: expect.stringContaining('UserErrorFileNotFound'),
        endedAt: expect.any(Date),
      });
      expect(await contents('datasets', `${parameters.targetFolder}/`)).toEqual({});
    });

    test('fails when a listed file is gone', async () => {
      const parameters = await prepared(['a.csv'], ['gone.csv']);
      expect(await ended(await stage().factory.start('ingress-copy', parameters))).toMatchObject({ status: 'Failed' });
      expect(await contents('datasets', `${parameters.targetFolder}/`)).toEqual({});
    });

    test('that fails on its way leaves what it had written, and says how much', async () => {
      const parameters = await prepared(['a.csv', 'b.csv', 'c.csv']);
      stage().knobs.set({ failCopy: 1 });
      const runId = await stage().factory.start('ingress-copy', parameters);
      expect(await ended(runId)).toMatchObject({ status: 'Failed' });
      expect(Object.keys(await contents('datasets', `${parameters.targetFolder}/`))).toEqual(['a.csv']);
      const [copy] = (await stage().factory.activities(runId)).filter(({ type }) => type === 'Copy');
      expect(copy).toMatchObject({ status: 'Failed', output: { filesWritten: 1 } });
    });

    test('may leave out a file and still say that all went well', async () => {
      const parameters = await prepared(['a.csv', 'b.csv']);
      stage().knobs.set({ leaveOutFile: 1 });
      const run = await ended(await stage().factory.start('ingress-copy', parameters));
      expect(run.status).toBe('Succeeded');
      expect(Object.keys(await contents('datasets', `${parameters.targetFolder}/`))).toEqual(['b.csv']);
    });
  });

  describe('a cancel', () => {
    test('ends a run that waits, before it does anything', async () => {
      const { factory, knobs } = stage();
      knobs.set({ holdRuns: true });
      const parameters = await prepared();
      const runId = await factory.start('ingress-copy', parameters);
      await factory.cancel(runId);
      knobs.reset();
      expect((await ended(runId)).status).toBe('Cancelled');
      expect(await contents('datasets', `${parameters.targetFolder}/`)).toEqual({});
    });

    test('ends a run between two files, and what it wrote stays', async () => {
      const { factory, knobs } = stage();
      const files = Array.from({ length: 60 }, (_, index) => `${index}.csv`);
      const parameters = await prepared(files);
      knobs.set({ millisecondsPerFile: 1000 });
      const runId = await factory.start('ingress-copy', parameters);
      const copied = async () => Object.keys(await contents('datasets', `${parameters.targetFolder}/`)).length;
      await stage().until(async () => (await copied()) > 0);
      await factory.cancel(runId);
      expect((await ended(runId)).status).toBe('Cancelled');
      const left = await copied();
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(files.length);
    });

    test('may be answered and come too late', async () => {
      const { factory, knobs } = stage();
      const parameters = await prepared(['a.csv', 'b.csv']);
      knobs.set({ ignoreCancel: true, holdRuns: true });
      const runId = await factory.start('ingress-copy', parameters);
      await factory.cancel(runId);
      expect((await factory.get(runId)).status).toBe('Canceling');
      knobs.set({ holdRuns: false });
      expect((await ended(runId)).status).toBe('Succeeded');
      expect(Object.keys(await contents('datasets', `${parameters.targetFolder}/`))).toHaveLength(2);
    });

    test('changes nothing of a run that has ended', async () => {
      const { factory } = stage();
      const runId = await factory.start('ingress-copy', await prepared());
      const run = await ended(runId);
      await factory.cancel(runId);
      expect(await factory.get(runId)).toEqual(run);
    });
  });

  describe('a run that deletes', () => {
    const deletes = (folder: string, endTime: Date, fileName = '*') => ({
      operationId: operationId('ingress'),
      folder,
      fileName,
      endTime: endTime.toISOString().replace('.000Z', 'Z'),
    });
    const secondAfter = (time: Date) => new Date(time.getTime() + 1000);

    test('takes what was changed before its end time, in sub-folders too', async () => {
      const folder = `${fresh('gone')}/survey`;
      await put('ingress', `${folder}/a.csv`, 'a');
      await put('ingress', `${folder}x/other.csv`, 'x');
      const last = await put('ingress', `${folder}/deep/b.csv`, 'b');
      const early = await ended(await stage().factory.start('ingress-delete', deletes(folder, new Date(0))));
      expect(early.status).toBe('Succeeded');
      expect(Object.keys(await contents('ingress', folder))).toEqual(['/a.csv', '/deep/b.csv', 'x/other.csv']);
      const runId = await stage().factory.start('ingress-delete', deletes(folder, secondAfter(last)));
      expect((await ended(runId)).status).toBe('Succeeded');
      expect(Object.keys(await contents('ingress', folder))).toEqual(['x/other.csv']);
      const done = (await stage().factory.activities(runId)).find(({ type }) => type === 'Delete');
      expect(done).toMatchObject({ output: { filesDeleted: 2 } });
    });

    test('leaves what was changed at its end time', async () => {
      const folder = `${fresh('gone')}/survey`;
      const changed = await put('ingress', `${folder}/a.csv`, 'a');
      await ended(await stage().factory.start('ingress-delete', deletes(folder, changed)));
      expect(await contents('ingress', folder)).toEqual({ '/a.csv': 'a' });
    });

    test('takes one file by its name, and none of that name in a sub-folder', async () => {
      const folder = fresh('gone');
      await put('ingress', `${folder}/a.csv`, 'a');
      const last = await put('ingress', `${folder}/deep/a.csv`, 'b');
      await ended(await stage().factory.start('ingress-delete', deletes(folder, secondAfter(last), 'a.csv')));
      expect(Object.keys(await contents('ingress', folder))).toEqual(['/deep/a.csv']);
    });

    test('fails at a file that somebody has leased, and takes it once that is over', async () => {
      const folder = `${fresh('gone')}/survey`;
      const last = await put('ingress', `${folder}/a.csv`, 'a');
      const lease = await stage().lease('ingress', `${folder}/a.csv`);
      const deletion = deletes(folder, secondAfter(last));
      const run = await ended(await stage().factory.start('ingress-delete', deletion));
      expect(run).toMatchObject({ status: 'Failed', message: expect.stringContaining('lease') });
      expect(await contents('ingress', folder)).toEqual({ '/a.csv': 'a' });
      await lease.break();
      expect(await ended(await stage().factory.start('ingress-delete', deletion))).toMatchObject({
        status: 'Succeeded',
      });
      expect(await contents('ingress', folder)).toEqual({});
    });

    test('refuses to take the whole of a top-level folder', async () => {
      const folder = fresh('gone');
      const last = await put('ingress', `${folder}/a.csv`, 'a');
      const run = await ended(await stage().factory.start('ingress-delete', deletes(folder, secondAfter(last))));
      expect(run.status).toBe('Failed');
      expect(await contents('ingress', folder)).toEqual({ '/a.csv': 'a' });
    });
  });

  describe('a request for a run', () => {
    test('that is made twice makes two runs, and both are found', async () => {
      const parameters = await prepared();
      const runIds = [
        await stage().factory.start('ingress-copy', parameters),
        await stage().factory.start('ingress-copy', parameters),
      ];
      for (const runId of runIds) await ended(runId);
      expect((await find(parameters)).map(({ runId }) => runId).toSorted()).toEqual(runIds.toSorted());
    });

    test('may make two runs at once, of which it names one', async () => {
      const parameters = await prepared();
      stage().knobs.set({ duplicateRuns: 1 });
      const runId = await stage().factory.start('ingress-copy', parameters);
      const runs = await find(parameters);
      expect(runs).toHaveLength(2);
      for (const run of runs) expect((await ended(run.runId)).status).toBe('Succeeded');
      expect(runs.map((run) => run.runId)).toContain(runId);
    });

    test('may be known to the list of runs late', async () => {
      const parameters = await prepared();
      stage().knobs.set({ queryLagMilliseconds: 3_600_000 });
      await ended(await stage().factory.start('ingress-copy', parameters));
      expect(await find(parameters)).toEqual([]);
      stage().knobs.reset();
      expect(await find(parameters)).toHaveLength(1);
    });

    test('of a pipeline that does not exist, or about a run that does not, is refused by name', async () => {
      const { factory } = stage();
      await expect(factory.start('no-such', {})).rejects.toThrow('start a run of no-such');
      const runId = '00000000-0000-4000-8000-00000000ffff';
      const missing = factory.get(runId);
      await expect(missing).rejects.toThrow(`read the run ${runId}`);
      await expect(missing).rejects.toThrow('(404 ');
      await expect(factory.activities(runId)).rejects.toThrow(`read the activities of the run ${runId}`);
      await expect(factory.cancel(runId)).rejects.toThrow(`cancel the run ${runId}`);
    });

    test('without a parameter of the pipeline is refused', async () => {
      await expect(stage().factory.start('ingress-copy', { operationId: 'x' })).rejects.toThrow('sourceFolder');
    });
  });
}
