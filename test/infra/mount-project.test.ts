import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../infra/machine/mount-project.sh', import.meta.url));
let home: string;
let signedIn: boolean;

/** Stand-ins for the three commands that write what they were called with to a file. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mount-project-'));
  signedIn = false;
  command('blobfuse2', 'echo "blobfuse2 $*" >> "$HOME/calls"');
  command('mountpoint', 'exit 1');
  command('az', 'echo "az $*" >> "$HOME/calls"; if [ "$1" = account ] && [ "$SIGNED_IN" = false ]; then exit 1; fi');
  writeFileSync(join(home, 'sallyport.conf'), 'ACCOUNT=stsec\nENDPOINT=https://stsec.example\nTENANT=our-tenant\n');
});

function command(name: string, body: string): void {
  writeFileSync(join(home, name), `#!/bin/bash\n${body}\n`);
  chmodSync(join(home, name), 0o755);
}

async function mount(...options: string[]): Promise<{ calls: string; said: string }> {
  const env = { HOME: home, PATH: `${home}:/usr/bin:/bin`, SALLYPORT_CONF: join(home, 'sallyport.conf') };
  const { stdout } = await run('bash', [script, ...options], { env: { ...env, SIGNED_IN: String(signedIn) } });
  return { calls: readFileSync(join(home, 'calls'), 'utf8'), said: stdout };
}

test('mounts datasets and notices for reading only and exports for results, all inside the folder of the project', async () => {
  const { calls, said } = await mount('heart-study');
  const mounts = calls.split('\n').filter((line) => line.startsWith('blobfuse2 mount'));
  expect(mounts).toHaveLength(3);
  expect(mounts[0]).toMatch(/projects\/heart-study\/datasets .*--read-only=true/);
  expect(mounts[1]).toMatch(/projects\/heart-study\/exports /);
  expect(mounts[1]).not.toContain('read-only');
  expect(mounts[2]).toMatch(/projects\/heart-study\/notices .*--read-only=true/);
  for (const container of ['datasets', 'exports', 'notices']) {
    const config = readFileSync(join(home, `.cache/sallyport/heart-study/${container}.yaml`), 'utf8');
    expect(config).toContain(`container: ${container}\n  subdirectory: heart-study/\n`);
    expect(config).toContain('mode: azcli');
    expect(config).not.toMatch(/key|sas|secret/i);
  }
  expect(said).toContain('are in');
});

test('lets people sign in to their own tenant, without Resource Manager, and only when they have to', async () => {
  expect((await mount('heart-study')).calls).toContain(
    'az login --tenant our-tenant --use-device-code --skip-subscription-discovery',
  );
  signedIn = true;
  writeFileSync(join(home, 'calls'), '');
  expect((await mount('heart-study')).calls).not.toContain('az login');
});

test.each([['../other'], ['heart-study/'], [''], ['a; id'], []])(
  'refuses what is no project: %s',
  async (...options) => {
    await expect(mount(...options)).rejects.toMatchObject({ code: 2 });
  },
);
