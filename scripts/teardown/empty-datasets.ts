import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import { atOnce } from '../../src/use-cases/base/at-once.ts';
import { ask } from '../deploy/cli.ts';
import type { Around } from './around.ts';
import { accountOf, type EnvironmentName, groupOf } from './belongings.ts';
import { judgeVersions, lastOf } from './judge.ts';
import type { Standing } from './read-environment.ts';

type EmptyAround = Pick<Around, 'cli' | 'datasets' | 'now' | 'say'>;

const endpoints = z.object({ primaryEndpoints: z.object({ blob: z.url() }) });

const policy = z
  .object({ state: z.string().nullish(), immutabilityPeriodSinceCreationInDays: z.number().nullish() })
  .nullable();

/** Empties `datasets` as far as policies allow, and gives a sentence for each account that Azure will not let go, with the date. */
export async function whatStays(
  around: EmptyAround,
  standing: Standing,
  environment: EnvironmentName,
): Promise<readonly string[]> {
  const [secure, control] = ['stsec', 'stctl'].map((beginning) => accountOf(standing, environment, beginning));
  const group = groupOf(environment, 'secure');
  // Its policies are locked together, so one of them tells of all.
  const hasRoom = accountOf(standing, environment, 'stins') !== undefined;
  return [
    ...(secure === undefined ? [] : await emptyDatasets(around, secure)),
    ...(control === undefined ? [] : await locked(around, control, group, 'audit')),
    ...(secure === undefined || !hasRoom ? [] : await locked(around, secure, group, 'evidence')),
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

const removedAtOnce = 64;

/**
 * Page by page, so that a million versions are no more to hold than a few thousand. What a run deleted the next one does not list, so it
 * goes on where the first ended. Gives a sentence when something stays.
 */
async function emptyDatasets({ cli, datasets, now, say }: EmptyAround, account: string): Promise<string[]> {
  const show = ['storage', 'account', 'show', '--name', account];
  const files = datasets((await ask(cli, endpoints, show)).primaryEndpoints.blob);
  const ends: string[] = [];
  const sums = { deleted: 0, kept: 0, onLegalHold: 0, refused: 0 };
  let why = '';
  for await (const page of files.pages()) {
    const { deletable, kept, onLegalHold, until } = judgeVersions(page, now);
    await atOnce(removedAtOnce, deletable, async (version) => {
      try {
        await files.remove(version);
        sums.deleted += 1;
      } catch (error) {
        if (sums.refused === 0) why = messageOf(error);
        sums.refused += 1;
      }
    });
    sums.kept += kept;
    sums.onLegalHold += onLegalHold;
    if (until !== undefined) ends.push(until);
    say(`datasets: deleted ${sums.deleted} versions, ${sums.kept} are kept by policies, ${sums.refused} were refused`);
  }
  const again = 'Run the same command again: it goes on with them';
  return [
    ...keptSentence(account, sums, lastOf(ends)),
    ...(sums.refused === 0
      ? []
      : [`${sums.refused} versions in datasets of ${account} were not deleted (the first: ${why}). ${again}`]),
  ];
}

function keptSentence(
  account: string,
  { kept, onLegalHold }: { readonly kept: number; readonly onLegalHold: number },
  until: string | undefined,
): string[] {
  if (kept === 0) return [];
  const end = until === undefined ? 'a legal hold is cleared' : until.slice(0, 10);
  const alsoHeld =
    onLegalHold > 0 && until !== undefined ? `, ${onLegalHold} of them until their legal hold is cleared` : '';
  return [`${kept} versions in datasets of ${account} are kept by policies until ${end}${alsoHeld}`];
}
