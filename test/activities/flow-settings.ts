import { computeMails } from '../../src/compute/sweep/sweep-parts.ts';
import { weeksPart } from '../../src/features/verification/restore/repair-weeks.ts';

/** The settings of the activities in worlds of tests. */
export const flowSettings = {
  publicBaseUrl: 'https://gate.example.org',
  mailWindowSeconds: 0,
  restorableDays: { ingress: 7, export: 17 },
  datasetDays: 30,
  transferPollSeconds: 1,
  storageSkewSeconds: 0,
};

/** Outside its days nothing comes in or goes out, so a project of these tests has no end. */
export const forEver = { starts: '2020-01-01', ends: '2099-12-31' };

/** Rules of the export door: two of three approvers, nobody independent. */
export const openEgress = { quietSeconds: 1, approval: { quorum: 2, independent: 0, deadlineDays: 15 } };

/** Rules of the ingress door: uploads are complete after one quiet second. */
export const quickIngress = { quietSeconds: 1, allowedExtensions: ['.csv', '.json'] };

/** What a sweep needs to know of the deployment. */
export const sweepSettings = {
  ...flowSettings,
  outageHours: 24,
  peopleKeepDays: 730,
  added: { parts: [weeksPart], mails: computeMails },
};
