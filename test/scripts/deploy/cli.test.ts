import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { azdSettings, type Cli, readDeployed, windowsCommandLine } from '../../../scripts/deploy/cli.ts';
import { outputs } from './scripted-cli.ts';

const noCli: Cli = async () => {
  throw new Error('nobody asked for a tool');
};

test('a hook that azd runs takes what azd hands over; one that is run by hand asks azd', async () => {
  expect(await azdSettings(noCli, outputs)).toBe(outputs);
  const asked: string[] = [];
  const azd: Cli = async (program, args) => {
    asked.push([program, ...args].join(' '));
    return JSON.stringify(outputs);
  };
  expect(await azdSettings(azd, { PATH: '/bin', SMTP_PASSWORD: 'mine' })).toEqual({
    ...outputs,
    PATH: '/bin',
    SMTP_PASSWORD: 'mine',
  });
  expect(asked).toEqual(['azd env get-values --output json']);
});

test.skipIf(process.platform === 'win32')('npm run deploy by hand knows the current environment of azd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-hook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const calls = join(folder, 'calls');
  const tool = (name: string, answer: object) => {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${calls}'\necho '${JSON.stringify(answer)}'\n`);
    chmodSync(join(folder, name), 0o755);
  };
  tool('azd', { ...outputs, DEPLOYER_ADDRESS: '192.0.2.7' });
  tool('az', { id: outputs.AZURE_SUBSCRIPTION_ID });
  const path = [folder, process.env['PATH']].join(delimiter);
  execFileSync(process.execPath, ['scripts/deploy.ts', 'before-deploy'], { env: { PATH: path } });
  expect(readFileSync(calls, 'utf8')).toMatch(
    /^azd env get-values --output json\naz account show --output json\naz rest --method PATCH --url \S+func-x\/config\/web/,
  );
});

test('a setting that was emptied counts as not given', () => {
  const { DEPLOYER_ADDRESS, SMTP_PASSWORD } = readDeployed({ ...outputs, DEPLOYER_ADDRESS: '', SMTP_PASSWORD: '' });
  expect([DEPLOYER_ADDRESS, SMTP_PASSWORD]).toEqual([undefined, undefined]);
  expect(() => readDeployed({ ...outputs, KEY_VAULT_NAME: '' })).toThrow('KEY_VAULT_NAME');
});

test('on Windows an argument with blanks or quotes stays one argument', () => {
  expect(windowsCommandLine('az', ['ad', 'app', 'list', '--filter', "displayName eq 'Sallyport research'"])).toBe(
    `az ad app list --filter "displayName eq 'Sallyport research'"`,
  );
  expect(windowsCommandLine('az', ['--if-match', '"0x8D"', '--body', '@C:\\Users\\First Last\\body.json', ''])).toBe(
    String.raw`az --if-match "\"0x8D\"" --body "@C:\Users\First Last\body.json" ""`,
  );
  expect(windowsCommandLine('az', ['--url', 'https://x/y?a=1&b=2'])).toBe('az --url "https://x/y?a=1&b=2"');
});

test('on Windows an argument that the shell would change in any case is refused', () => {
  expect(() => windowsCommandLine('az', ['%PATH%'])).toThrow('The shell of Windows would change the argument "%PATH%"');
});
