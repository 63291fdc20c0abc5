import type { FixedKind } from '../../../../domain/audit/audit-kinds.ts';
import type { HeldAudit } from '../held.ts';
import type { EvidenceOf } from '../statement.ts';
import { against, byCount, day, notYet, number, shown } from './show.ts';

/** Of which lines the answer speaks: it reads the end of some chains, and says so. */
function ofTheNewest({ linesRead, chainsRead, chains }: HeldAudit): string {
  return `of the newest ${number(linesRead)} lines of ${chainsRead} of ${chains} chains`;
}

function countOf(audit: HeldAudit, ...kinds: readonly FixedKind[]): { readonly count: number; readonly last: string } {
  const found = kinds.flatMap((kind) => audit.kinds[kind] ?? []);
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    last:
      found
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? '',
  };
}

/** The hash chains and their heads. */
export const auditChains: EvidenceOf = ({ audit }) => {
  const { chains, newest, oldest, unreadable, heads, chainsRead } = audit;
  if (chains === 0) return notYet('The audit has no line yet.', '/api/ops/audit/verify');
  if (unreadable > 0)
    return against(
      `${unreadable} lines are no audit events: somebody edited them. Verify the audit.`,
      '/api/ops/audit/verify',
    );
  const some = `${number(chains)} hash chains stand in write-once blobs; of the ${chainsRead} that were written last the heads of ${heads.show} count their lines. The lines read here are from ${day(oldest ?? '')} to ${day(newest ?? '')}.`;
  return heads.show === heads.of ? shown(some, '/api/ops/audit/verify') : against(some, '/api/ops/audit/verify');
};

/** That nothing records when the audit was verified last. */
export const verification: EvidenceOf = () =>
  notYet(
    'Nothing records when the audit was verified last: verify it now, the answer names what is wrong.',
    '/api/ops/audit/verify',
  );

/** What was decided about data, line by line. */
export const decisionsAudited: EvidenceOf = ({ audit }) => {
  // Lines about single decisions are left out: who reads this may decide in a review that is open.
  const { count, last } = countOf(audit, 'review.opened', 'review.expired', 'review.superseded', 'review.withdrawn');
  return byCount(
    count,
    `${number(count)} ${ofTheNewest(audit)} tell of reviews that began or ended, the last on ${day(last)}; each decision has a line of its own.`,
    'No line tells of a review yet.',
    '/api/ops/audit/verify',
  );
};

/** What waits because something went wrong. */
export const deviations: EvidenceOf = ({ open, untold, seenAt }) => {
  const inTrouble = open.filter(({ trouble }) => trouble !== undefined).length;
  const failed = open.filter(({ state }) => state === 'failed').length;
  const rejected = open.filter(({ state }) => state === 'rejected').length;
  const sentence = `${number(open.length)} operations are open: ${failed} failed and wait for an operator, ${rejected} are rejected, ${inTrouble} wait for a service that is away; ${untold} mails reached nobody.`;
  return seenAt === undefined
    ? notYet(`No sweep has looked at everything yet. ${sentence}`, '/api/ops')
    : shown(sentence, '/api/ops');
};

/** What runs found different from the definition, and mended. */
export const drift: EvidenceOf = ({ audit, projects: { computes } }) => {
  const found = countOf(audit, 'compute.drift-found');
  const mended = countOf(audit, 'compute.drift-mended');
  if (computes === 0)
    return notYet(
      'No project has a compute, so nothing is held to a definition yet.',
      '/api/ops/compute/{project}/plan',
    );
  const some = `${number(computes)} computes are defined and compared with Azure every five minutes; ${found.count} ${ofTheNewest(audit)} tell of drift found, ${mended.count} of drift mended, the last on ${day(found.last) || 'no day'}. A run that finds nothing leaves no line.`;
  return shown(some, '/api/ops/compute/{project}/plan');
};

/** What runs changed. */
export const mended: EvidenceOf = ({ audit, projects: { computes } }) => {
  const { count, last } = countOf(audit, 'compute.outcome');
  if (computes === 0) return notYet('No project has a compute.', '/api/ops/compute/{project}/plan');
  return byCount(
    count,
    `${number(count)} ${ofTheNewest(audit)} tell of steps on computes (create, resize, delete and so on), the last on ${day(last)}.`,
    'No line tells yet of a compute that was brought back to its definition.',
    '/api/ops/compute/{project}/plan',
  );
};

/** That computes run only when they are needed. */
export const schedules: EvidenceOf = ({ projects: { withSchedule, computes, defined } }) =>
  byCount(
    withSchedule,
    `${withSchedule} of ${defined} projects switch computes off by a schedule or give nodes back when idle; computes of projects that ended are off.`,
    `None of ${number(computes)} computes has a schedule or an idle time.`,
    '/api/ops/projects',
  );

/** The kill switch. */
export const killSwitch: EvidenceOf = ({ audit, holds }) => {
  const { count, last } = countOf(audit, 'hold.set', 'hold.lifted', 'hold.ended');
  const used =
    count === 0
      ? 'none of the newest audit lines tells of one'
      : `${count} ${ofTheNewest(audit)} tell of one, the last on ${day(last)}`;
  return shown(
    `A hold stops every copy, delete, release and change of a compute, of one project or of all: ${holds} are on now, and ${used}.`,
    'docs/for-operators.md#stop-everything',
  );
};

/** How long what was deleted can be brought back. */
export const restorable: EvidenceOf = ({ settings: { restorableDays, datasetDays } }) =>
  shown(
    `What is deleted can be restored by a storage administrator for ${restorableDays.ingress} days at the way in and ${restorableDays.export} at the way out; versions of datasets are kept from deletion for ${datasetDays} days.`,
    'docs/deploy.md',
  );

/** That receipts can be verified by anyone. */
export const keys: EvidenceOf = ({ receiptKeys }) =>
  byCount(
    receiptKeys,
    `${receiptKeys} keys sign receipts or have signed them; anyone verifies a receipt offline with the public halves.`,
    'The vault holds no key for receipts.',
    '/api/receipts/keys',
  );

/** How computes are made. */
export const images: EvidenceOf = ({ settings: { images: count } }) =>
  byCount(
    count,
    `Computes are made from ${count} images of the deployment, without a public address.`,
    'The deployment has no image for computes.',
    'docs/deploy.md',
  );
