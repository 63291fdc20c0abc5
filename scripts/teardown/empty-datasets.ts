import { z } from 'zod';
import { ask, type Cli } from '../deploy/cli.ts';
import type { Around } from './around.ts';
import { accountOf, type EnvironmentName, groupOf } from './belongings.ts';
import { judgeVersions } from './judge.ts';
import type { Standing } from './read-environment.ts';

const versions = z.array(
  z.object({
    name: z.string(),
    versionId: z.string().nullish(),
    isCurrentVersion: z.boolean().nullish(),
    hasLegalHold: z.boolean().nullish(),
    immutabilityPolicy: z.object({ expiryTime: z.string().nullish() }).nullish(),
  }),
);

const policy = z
  .object({ state: z.string().nullish(), immutabilityPeriodSinceCreationInDays: z.number().nullish() })
  .nullable();

/** Empties `datasets` as far as policies allow, and gives a sentence for each account that Azure will not let go, with the date. */
export async function whatStays(
  { cli, now, say }: Around,
  standing: Standing,
  environment: EnvironmentName,
): Promise<readonly string[]> {
  const [secure, control] = ['stsec', 'stctl'].map((beginning) => accountOf(standing, environment, beginning));
  const group = groupOf(environment, 'secure');
  // Its policies are locked together, so one of them tells of all.
  const hasRoom = accountOf(standing, environment, 'stins') !== undefined;
  return [
    ...(secure === undefined ? [] : await emptyDatasets(cli, secure, now, say)),
    ...(control === undefined ? [] : await locked({ cli, now }, control, group, 'audit')),
    ...(secure === undefined || !hasRoom ? [] : await locked({ cli, now }, secure, group, 'evidence')),
  ];
}

/** A locked policy keeps each line of the audit, and what the reading room wrote, for its days, and with it the account. */
async function locked(
  { cli, now }: Pick<Around, 'cli' | 'now'>,
  account: string,
  group: string,
  container: 'audit' | 'evidence',
): Promise<string[]> {
  const place = ['--resource-group', group, '--account-name', account, '--container-name', container];
  const found = await ask(cli, policy, ['storage', 'container', 'immutability-policy', 'show', ...place]);
  if (found?.state !== 'Locked') return [];
  const end = new Date(now.getTime() + (found.immutabilityPeriodSinceCreationInDays ?? 0) * 86_400_000);
  return [
    `The ${container} in ${account} is kept by a locked policy, until ${end.toISOString().slice(0, 10)} at the latest`,
  ];
}

async function emptyDatasets(cli: Cli, account: string, now: Date, say: Around['say']): Promise<string[]> {
  const from = ['--account-name', account, '--container-name', 'datasets', '--auth-mode', 'login'];
  const listing = ['storage', 'blob', 'list', ...from, '--include', 'iv', '--num-results', '*'];
  const { deletable, kept, onLegalHold, until } = judgeVersions(await ask(cli, versions, listing), now);
  const remove = (args: string[]) => cli('az', ['storage', 'blob', 'delete', ...from, ...args, '--output', 'none']);
  for (const { name, isCurrentVersion, versionId } of deletable) {
    // Azure deletes no current version by its id: without one it becomes a previous version first.
    if (isCurrentVersion === true || !versionId) await remove(['--name', name]);
    if (versionId) await remove(['--name', name, '--version-id', versionId]);
  }
  say(`deleted ${deletable.length} versions in datasets, ${kept} are kept by policies`);
  if (kept === 0) return [];
  const end = until === undefined ? 'a legal hold is cleared' : until.slice(0, 10);
  const alsoHeld =
    onLegalHold > 0 && until !== undefined ? `, ${onLegalHold} of them until their legal hold is cleared` : '';
  return [`${kept} versions in datasets of ${account} are kept by policies until ${end}${alsoHeld}`];
}
