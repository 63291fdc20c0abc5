import type { EvidenceOf } from '../statement.ts';
import { shown } from './show.ts';

const page =
  (sentence: string, link: string): EvidenceOf =>
  () =>
    shown(sentence, link);

/** The guides, by role, and the specification of every rule. */
export const guides = page(
  'Guides for operators, approvers, owners and researchers, states, fields and words stand beside the code, and tests hold them to it.',
  'docs/for-operators.md',
);

/** That a laptop runs the whole of it. */
export const laptop = page(
  'The whole of it runs on a laptop, with the pipelines, roles and bundle that are deployed; every change runs the test suite against it.',
  'docs/develop.md',
);

/** How it is deployed and removed. */
export const deployment = page(
  'Infrastructure is Bicep, deployed by one command; its removal is documented beside it.',
  'docs/deploy.md',
);

/** How it can be tried before production. */
export const demonstration = page(
  'A demonstration plays both ways with real files, from the same code.',
  'docs/demo.md',
);

/** What is encrypted, where. */
export const encryption = page(
  'Storage encrypts at rest, by a key of the vault where one is given; every connection is TLS, and settings with an http address are refused at the start.',
  'docs/deploy.md',
);

/** How approvers are guided. */
export const approverGuide = page(
  'The guide for approvers says what to look for; every approval carries two ticks that are recorded: the files were looked at, and personal information was removed.',
  'docs/for-approvers.md',
);

/** What is kept and how long. */
export const keepingGuide = page(
  'What is kept, where and how long is documented: frozen copies, returned files and versions have days, and receipts say until when something could be restored.',
  'docs/for-operators.md#what-is-kept-and-how-long',
);

/** How an incident is met. */
export const incidentGuide = page(
  'What to do with malware, a leak, a stuck transfer or an outage is documented.',
  'docs/for-operators.md#what-waits-for-you',
);

/** What an audit shows. */
export const proofGuide = page(
  'What proves what, and how anyone verifies it without this program, is documented.',
  'docs/proof.md',
);

/** How models and other files nobody can read are treated. */
export const fileKinds = page(
  'Approvers see the kinds of all files before they decide, and allowedExtensions keeps kinds out for good.',
  'docs/for-approvers.md',
);
