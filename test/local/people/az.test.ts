import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../../local/people/az/main.ts';
import { readSignIn } from '../../../local/people/az/signed-in.ts';
import { readWords, WrongUse } from '../../../local/people/az/words.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-az-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the words of a command', () => {
  test('are its name and options with a value each, in their short form too', () => {
    const { name, options } = readWords(['storage', 'blob', 'undelete', '-n', 'a b', '--auth-mode', 'login']);
    expect(name).toBe('storage blob undelete');
    expect([...options]).toEqual([
      ['--name', 'a b'],
      ['--auth-mode', 'login'],
    ]);
  });

  test.each([[['x', '--name']], [['x', '--name', 'a', '--name', 'b']], [['x', '--name', 'a', 'b', 'c']]])(
    '%j are no command',
    (words) => {
      expect(() => readWords(words)).toThrow(WrongUse);
    },
  );
});

describe('the Azure CLI of a laptop', () => {
  const environment = { AZURE_CONFIG_DIR: folder, SALLYPORT_STATE: folder };
  const said: string[] = [];
  const listen = () =>
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });

  test.each([
    [['group', 'delete', '--name', 'rg'], 2, "'group delete' is not known"],
    [
      ['keyvault', 'secret', 'recover', '--id', 'x', '--subscription', 's'],
      2,
      'unrecognized arguments: --subscription',
    ],
    [['account', 'get-access-token'], 1, "run 'az login'"],
  ])('refuses %j', async (words, code, why) => {
    const spy = listen();
    expect(await main(words, environment)).toBe(code);
    spy.mockRestore();
    expect(said.at(-1)).toContain(why);
  });

  test('keeps who is signed in', async () => {
    expect(await main(['login', '--username', 'owner'], environment)).toBe(0);
    expect(readSignIn(folder)).toEqual({ person: 'owner', stateFolder: folder });
  });
});
