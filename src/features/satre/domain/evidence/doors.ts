import { timeBelow } from '../../../../domain/base/times.ts';
import type { Held } from '../held.ts';
import type { EvidenceOf } from '../statement.ts';
import { against, byCount, notYet, number, sampled, shown } from './show.ts';

/** The sums of the year at one door. */
function yearAt(held: Held, door: 'ingress' | 'export'): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const week of held.weeks.weeks)
    for (const [end, count] of Object.entries(week[door].ends)) sums[end] = (sums[end] ?? 0) + count;
  return sums;
}

function total(sums: Readonly<Record<string, number>>, ...names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (sums[name] ?? 0), 0);
}

function projectsSummed({ weeks }: Held): string {
  return weeks.projects < weeks.of ? `, of ${weeks.projects} of ${weeks.of} projects` : '';
}

/** What came in through the checked door in a year, and what was refused there. */
export const ingressEnforced: EvidenceOf = (held) => {
  const sums = yearAt(held, 'ingress');
  const ends = total(sums, 'available', 'rejected');
  const some = `In the last 52 weeks ${number(total(sums, 'available'))} datasets were taken in by the rules of their project and ${number(total(sums, 'rejected'))} were rejected${projectsSummed(held)}.`;
  return byCount(ends, some, 'No dataset has come through the door yet.', '/api/ops/datasets');
};

/** What left through the reviewed door in a year, and what was sent back. */
export const egressEnforced: EvidenceOf = (held) => {
  const sums = yearAt(held, 'export');
  const ends = total(sums, 'released', 'returned', 'rejected');
  const some = `In the last 52 weeks ${number(total(sums, 'released'))} packages were released, ${number(total(sums, 'returned'))} went back and ${number(total(sums, 'rejected'))} were rejected${projectsSummed(held)}.`;
  return byCount(ends, some, 'No package has come to the door yet.', '/api/ops/exports');
};

/** That every project asks for a review. */
export const reviewRequired: EvidenceOf = ({ projects: { defined, withoutApproval } }) => {
  if (defined === 0) return notYet('There is no project yet.', '/api/ops/projects');
  if (withoutApproval > 0)
    return against(`${withoutApproval} of ${defined} projects release packages without a review.`, '/api/ops/projects');
  return shown(`Each of the ${defined} projects releases nothing without a review.`, '/api/ops/projects');
};

/** That releases were decided by the people whom the project names. */
export const releasesDecided: EvidenceOf = ({ samples }) =>
  sampled(
    samples.decided,
    'releases have a round that enough of its own approvers decided, by its own rules',
    'Nothing was released yet.',
    '/api/ops/exports',
  );

/** That releases have a signed receipt with their decisions. */
export const releasesReceipted: EvidenceOf = ({ samples }) =>
  sampled(
    samples.released,
    'releases have a signed receipt, which names digest, rules and decisions',
    'Nothing was released yet.',
    '/api/receipts/keys',
  );

/** That somebody independent decided where the rules ask for it. */
export const independentDecided: EvidenceOf = ({ samples, projects }) =>
  samples.independent.of > 0
    ? sampled(samples.independent, 'releases that need an independent approval have one', '')
    : byCount(
        projects.withIndependent,
        `${projects.withIndependent} of ${projects.defined} projects ask for an approval by somebody independent.`,
        'No project asks for an independent approval.',
        '/api/ops/projects',
      );

/** That the deletion of originals is proved. */
export const deletionsReceipted: EvidenceOf = ({ samples }) =>
  sampled(
    samples.deletions,
    'datasets that became available have a signed receipt about the deletion of their original',
    'No dataset has become available yet.',
    '/api/receipts/keys',
  );

/** Nothing goes past the doors: what lies elsewhere is found. */
export const strayNames: EvidenceOf = ({ seenAt, waitingNames }) =>
  seenAt === undefined
    ? notYet('No sweep has looked at the doors yet.', '/api/ops')
    : shown(
        `The sweep last looked at every door on ${seenAt}; ${number(waitingNames)} names wait at doors or lie outside every project.`,
        '/api/ops',
      );

/** How long people waited, which is what quality is measured by here. */
export const turnaround: EvidenceOf = ({ weeks }) => {
  const times: number[] = [];
  for (const week of weeks.weeks)
    for (const [at, count] of week.reviews.times.entries()) times[at] = (times[at] ?? 0) + count;
  const closed = times.reduce((sum, count) => sum + count, 0);
  const hours = Math.round((timeBelow(times, 0.5) ?? 0) / 360_000) / 10;
  const some = `In the last 52 weeks ${number(closed)} reviews were closed, half of them within ${hours} hours; the weeks of each project tell files, bytes and times.`;
  return byCount(closed, some, 'No review was closed yet.', '/api/ops/projects/{project}/weeks');
};

/** What came in and left, in files and bytes. */
export const usage: EvidenceOf = ({ weeks, projects }) => {
  const sum = (door: 'ingress' | 'export', of: 'files' | 'bytes') =>
    weeks.weeks.reduce((all, week) => all + week[door][of], 0);
  const files = sum('ingress', 'files') + sum('export', 'files');
  const some = `In the last 52 weeks ${number(sum('ingress', 'files'))} files (${number(sum('ingress', 'bytes'))} bytes) came in and ${number(sum('export', 'files'))} files (${number(sum('export', 'bytes'))} bytes) were answered at the way out, in ${projects.defined} projects.`;
  return byCount(files, some, 'Nothing has come in or gone out yet.', '/api/ops/projects/{project}/weeks');
};

/** That uploads are limited in kind, or scanned. */
export const kindsLimited: EvidenceOf = ({
  projects: { scanned, limitedExtensions, defined },
  settings: { scannedDoors },
}) => {
  const doors = scannedDoors.length === 0 ? 'no door' : `the door ${scannedDoors.join(' and ')}`;
  const some = `${limitedExtensions} of ${defined} projects limit the kinds of files, ${scanned} require a malware scan; the deployment scans ${doors}.`;
  return byCount(
    limitedExtensions + scanned,
    some,
    `No project limits the kinds of files; ${some}`,
    '/api/ops/projects',
  );
};

/** That packages say what they are for. */
export const purposes: EvidenceOf = ({ projects: { withPurpose, defined } }) =>
  byCount(
    withPurpose,
    `${withPurpose} of ${defined} projects take no package without a purpose, which its approvers read.`,
    'No project asks for a purpose.',
    '/api/ops/projects',
  );
