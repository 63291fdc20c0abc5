import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DropArguments, planDrop, refuseByRules } from '../../../local/commands/drop-plan.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { definition } from '../../domain/sample.ts';

let folder = '';
const at = (...parts: string[]): string => join(folder, ...parts);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-drop-'));
  for (const name of ['data/deep', 'empty', 'linked', 'marked', 'content', 'bad', 'desktop/.ipynb_checkpoints'])
    mkdirSync(at(name), { recursive: true });
  const files = ['data/a.csv', 'data/deep/b.csv', 'marked/c.csv', 'marked/_COMPLETE', 'bad/a\\b.csv', 'bad/q?.csv'];
  const left = ['.DS_Store', '._a.csv', 'Thumbs.db', '.ipynb_checkpoints/a-checkpoint.ipynb'].map(
    (one) => `desktop/${one}`,
  );
  for (const name of [
    ...left,
    'desktop/a.csv',
    'desktop/b.docx',
    'desktop/c.tmp',
    ...files,
    'single.csv',
    'A.csv',
    'content/x',
  ])
    writeFileSync(at(name), '');
  writeFileSync(at('content/_COMPLETE'), 'a reason');
  symlinkSync(at('data'), at('linked/data'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan = (given: Partial<DropArguments>) =>
  planDrop({ paths: [], dataset: undefined, package: undefined, said: {}, leftovers: undefined, ...given });

describe('what is dropped', () => {
  test('a folder by the paths within it, and an empty marker in it is left to the end', () => {
    const { door, name, isSingle, files } = plan({ paths: [at('data'), at('marked')], dataset: 'mine' });
    expect({ door, name, isSingle }).toEqual({ door: 'ingress', name: 'mine', isSingle: false });
    expect(files.map(({ path }) => path).sort()).toEqual(['a.csv', 'c.csv', 'deep/b.csv']);
  });

  test('one file without a name is a dataset of its own name', () => {
    expect(plan({ paths: [at('single.csv')] })).toMatchObject({ door: 'ingress', name: 'single.csv', isSingle: true });
    expect(plan({ paths: [at('single.csv')], dataset: 'x' })).toMatchObject({ name: 'x', isSingle: false });
    expect(plan({ paths: [at('single.csv')], package: 'x' })).toMatchObject({ door: 'export', isSingle: false });
  });
});

describe('what is refused before anything is sent', () => {
  test.each<[string, () => Partial<DropArguments>, RegExp]>([
    ['nothing', () => ({}), /^Say which files to drop/],
    ['a path that is not there', () => ({ paths: [at('nowhere')], dataset: 'x' }), /^There is no file or folder/],
    ['an empty folder', () => ({ paths: [at('empty')], dataset: 'x' }), /holds no file\.$/],
    ['a folder without a name', () => ({ paths: [at('data')] }), /need a name/],
    ['files without a name', () => ({ paths: [at('A.csv'), at('single.csv')] }), /need a name/],
    ['a slash in a dataset', () => ({ paths: [at('data')], dataset: 'a/b' }), /holds a slash: a dataset is one folder/],
    ['a slash in a package', () => ({ paths: [at('data')], package: 'a/b' }), /holds a slash: a package is one folder/],
    ['an empty name', () => ({ paths: [at('data')], dataset: '' }), /1 to 1,024 characters/],
    ['a package with odd letters', () => ({ paths: [at('data')], package: 'Größe' }), /a package has 1 to 64/],
    ['a dataset and a package', () => ({ paths: [at('data')], dataset: 'x', package: 'y' }), /not both/],
    ['a purpose of a dataset', () => ({ paths: [at('data')], dataset: 'x', said: { purpose: 'y' } }), /has a purpose/],
    ['an answer of a dataset', () => ({ paths: [at('data')], dataset: 'x', said: { answer: 'y' } }), /has an answer/],
    ['a purpose beyond ASCII', () => ({ paths: [at('data')], package: 'x', said: { purpose: 'für' } }), /plain ASCII/],
    ['a name with a backslash', () => ({ paths: [at('bad')], dataset: 'x' }), /backslash/],
    ['a link', () => ({ paths: [at('linked')], dataset: 'x' }), /is a link or no file/],
    ['a marker with content', () => ({ paths: [at('content')], dataset: 'x' }), /this name is the marker/],
    ['names that differ in case', () => ({ paths: [at('A.csv'), at('data/a.csv')], dataset: 'x' }), /upper and lower/],
    ['a file twice', () => ({ paths: [at('data'), at('data/a.csv')], dataset: 'x' }), /^Two of the files would/],
  ])('%s', (_, given, message) => {
    expect(() => plan(given())).toThrow(message);
  });

  test('every name at once', () => {
    const refused = () => plan({ paths: [at('bad')], dataset: 'x' });
    expect(refused).toThrow(/backslash.*a\\b\.csv/);
    expect(refused).toThrow(/\* or \?.*q\?\.csv/);
    expect(refused).toThrow(/Nothing was sent\.$/);
  });
});

describe('a folder that a desktop wrote into', () => {
  const folder = (leftovers?: DropArguments['leftovers']) =>
    plan({ paths: [at('desktop')], package: 'x', leftovers }).files.map(({ path }) => path);

  test('is sent without that, or whole, as somebody says', () => {
    expect(folder).toThrow(
      /made '\.DS_Store'[\s\S]*made '\.ipynb_checkpoints\/a-checkpoint\.ipynb'[\s\S]*Add --leave-out/,
    );
    expect(folder('leave-out').toSorted()).toEqual(['a.csv', 'b.docx', 'c.tmp']);
    expect(folder('send')).toHaveLength(7);
  });

  test('is refused by the rules of the project before anything is sent, every bad file by name', async () => {
    const egress = { ...projectSchema.parse(definition()).egress, allowedExtensions: ['.csv'] };
    const drop = plan({ paths: [at('desktop')], package: 'x', leftovers: 'leave-out' });
    const refused = refuseByRules(drop, egress);
    await expect(refused).rejects.toThrow(/\.csv \('b\.docx'\)\.\n[\s\S]*\('c\.tmp'\)\.\nNothing was sent\.$/);
    await refuseByRules({ ...drop, files: drop.files.filter(({ path }) => path.endsWith('.csv')) }, egress);
    const single = refuseByRules({ ...drop, isSingle: true }, { ...egress, singleFiles: 'refuse' });
    await expect(single).rejects.toThrow(/^The project takes no single files/);
  });
});
