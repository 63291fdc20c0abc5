import { guides } from './evidence/documents.ts';
import { egressEnforced, turnaround } from './evidence/doors.ts';
import { auditChains, deviations } from './evidence/operations.ts';
import {
  accessByGroups,
  closures,
  eligibility,
  governanceDates,
  lastDays,
  peopleApart,
  projectRegister,
  secondOperator,
} from './evidence/projects.ts';
import type { Statement } from './statement.ts';

const organisation = 'the organisation that runs the research environment';

/** Information governance (pillar 1). */
export const governance: readonly Statement[] = [
  {
    id: '1.2.09',
    level: 'mandatory',
    means: 'Deviations and incidents are written down, followed and resolved',
    evidence: [deviations, auditChains],
    best: 'partly',
    why: 'What goes wrong with transfers, mails and computes is followed here; deviations of people and procedures are not.',
    duty: organisation,
  },
  {
    id: '1.2.11',
    level: 'recommended',
    means: 'Figures of quality are collected',
    evidence: [turnaround, egressEnforced],
    best: 'met',
  },
  {
    id: '1.4.01',
    level: 'mandatory',
    means: 'The legal, financial and ethical requirements of a project hold for as long as it lasts',
    evidence: [projectRegister, lastDays, governanceDates],
    best: 'partly',
    why: 'A project names what it rests on here, with numbers and last days. The documents themselves, and its funding, are kept elsewhere.',
    duty: organisation,
  },
  {
    id: '1.4.02',
    level: 'mandatory',
    means: 'Requirements with an end are enforced when it comes',
    evidence: [lastDays, eligibility],
    best: 'met',
  },
  {
    id: '1.4.04',
    level: 'mandatory',
    means: 'A project comes to its end by a fixed process',
    evidence: [closures],
    best: 'met',
  },
  {
    id: '1.4.06',
    level: 'recommended',
    means: 'There is a register of projects',
    evidence: [projectRegister],
    best: 'met',
  },
  {
    id: '1.5.03',
    level: 'mandatory',
    means: 'Access follows from who somebody is',
    evidence: [accessByGroups, secondOperator],
    best: 'met',
  },
  {
    id: '1.5.06',
    level: 'mandatory',
    means: 'Each person has a login of their own',
    evidence: [peopleApart],
    best: 'partly',
    why: 'People are told apart by object id and address here; the directory gives them their logins.',
    duty: 'whoever runs the directory',
  },
  {
    id: '1.6.04',
    level: 'mandatory',
    means: 'Training records are kept and tied to the role',
    evidence: [eligibility],
    best: 'partly',
    why: 'Owners, researchers and approvers can have a last day here, on which a training may end. The records themselves are kept elsewhere.',
    duty: organisation,
  },
  {
    id: '1.7.02',
    level: 'mandatory*',
    means: 'Which projects there are, and what they use, is public',
    evidence: [projectRegister, guides],
    best: 'partly',
    why: 'The list of projects can be read by operators; nothing here is public. Publish what may be known.',
    duty: organisation,
  },
];
