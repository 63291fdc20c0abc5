import type { Deployment } from '../../../domain/overview/deployment.ts';
import { accountName } from '../../../domain/people/account-name.ts';
import { brokenBy, type CheckFacts, type CheckVerdict, cannotSay } from './check.ts';

export const storageChecks = {
  'write-once': {
    title: 'Audit and datasets cannot be changed or deleted before their time',
    why: 'A chain of hashes shows that a line was changed; only the policy keeps anybody from doing it.',
    mend: 'Run the commands; lock the policies with azd env set LOCK_IMMUTABILITY true (docs/deploy.md).',
    failing: 'cannot-tell',
  },
  'soft-delete': {
    title: 'Deleted blobs can be restored for as long as receipts say',
    why: 'Receipts state until when a storage administrator could restore what was deleted.',
    mend: 'Run the commands and compare; provisioning again sets the days, and the settings with them.',
    failing: 'cannot-tell',
  },
  clocks: {
    title: 'The clocks of the app and of all accounts agree',
    why: 'Deletes spare what is newer than a listing, and tokens and deadlines are judged by the clock.',
    mend: 'Wait, and open a support case where it stays. Between accounts STORAGE_SKEW_SECONDS may be raised.',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

export function judgeWriteOnce({ storage, leftOut }: Pick<Deployment, 'storage' | 'leftOut'>): CheckVerdict {
  const [control, secure] = [accountName(storage.controlUrl), accountName(storage.secureUrl)];
  const show = (account: string, container: string) =>
    `az storage container immutability-policy show --account-name ${account} --container-name ${container}; `;
  const ofRoom = leftOut.includes('readingRoom') ? [] : ['evidence', 'places', 'views'];
  return cannotSay(
    'policies of containers are shown to administrators only',
    `${show(control, 'audit')}${ofRoom.map((container) => show(secure, container)).join('')}az storage container-rm show --storage-account ${secure} --name datasets --query immutableStorageWithVersioning. Lock them with azd env set LOCK_IMMUTABILITY true.`,
  );
}

export function judgeSoftDelete({
  storage,
  restorableDays,
}: Pick<Deployment, 'storage' | 'restorableDays'>): CheckVerdict {
  const days = (url: string) =>
    `az storage account blob-service-properties show --account-name ${accountName(url)} --query deleteRetentionPolicy.days`;
  return cannotSay(
    `the settings say ${restorableDays.ingress} days for uploads and ${restorableDays.export} for results; those of the accounts are shown to administrators only`,
    `${days(storage.publicUrl)} must be ${restorableDays.ingress}; ${days(storage.secureUrl)} and the days of the lifecycle rule must make up ${restorableDays.export}.`,
  );
}

/** Between which bounds the clock of a service is ahead of ours, in milliseconds: an answer takes time, and a Date header names whole seconds. */
export interface ClockBounds {
  readonly least: number;
  readonly most: number;
}

/** The bounds that follow from one answer that was asked for and arrived at these times by our clock. */
export function clockBounds(date: Date, asked: Date, arrived: Date): ClockBounds {
  return { least: date.getTime() - arrived.getTime(), most: date.getTime() + 1000 - asked.getTime() };
}

/** Tokens are taken a minute past their time; half of it is left to the network. */
const mostAhead = 30_000;

/** How far two clocks are apart at least, where zero lies between no bounds of theirs. */
function gap(one: ClockBounds, other: ClockBounds): number {
  return Math.max(0, one.least - other.most, other.least - one.most);
}

const ours: ClockBounds = { least: 0, most: 0 };
const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} seconds`;

export function judgeClocks(
  { storageSkewSeconds }: Pick<Deployment, 'storageSkewSeconds'>,
  clocks: ReadonlyMap<string, ClockBounds>,
): CheckVerdict {
  const all = [...clocks];
  const fromOurs = all
    .filter(([, bounds]) => gap(bounds, ours) > mostAhead)
    .map(([name, bounds]) => `the clock of ${name} is ${seconds(gap(bounds, ours))} from ours`);
  const among = all.flatMap(([name, bounds], at) =>
    all
      .slice(at + 1)
      .filter(([, other]) => gap(bounds, other) > storageSkewSeconds * 1000)
      .map(
        ([other, otherBounds]) =>
          `the clocks of ${name} and ${other} are ${seconds(gap(bounds, otherBounds))} apart, and STORAGE_SKEW_SECONDS is ${storageSkewSeconds}`,
      ),
  );
  return brokenBy([...fromOurs, ...among], `compared: ${[...clocks.keys()].join(', ')}`);
}
