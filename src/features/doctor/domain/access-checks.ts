import type { Deployment } from '../../../domain/overview/deployment.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds } from './check.ts';

export const accessChecks = {
  'lists-data': {
    title: 'The control plane can list each container with research data',
    why: 'Listings are all that it judges uploads, copies and releases by.',
    mend: 'Provision again: the roles of id-control stand in infra/roles.json. A role that was just given counts after some minutes.',
    failing: 'problem',
  },
  'reads-no-data': {
    title: 'The control plane can read no blob with research data',
    why: 'It lists names and moves nothing itself; a role that lets it read would let whoever takes it over read everything.',
    mend: 'az role assignment list --all --assignee {id-control}: delete what infra/roles.json does not name.',
    failing: 'cannot-tell',
  },
  'keeps-records': {
    title: 'The control plane can list its own containers',
    why: 'Definitions, manifests, receipts, the audit and the lists of files for Data Factory stand there.',
    mend: 'Provision again: the roles of id-control stand in infra/roles.json, the containers in infra/modules/storage.bicep.',
    failing: 'problem',
  },
  'reads-tables': {
    title: 'Each table of the control plane answers',
    why: 'Register, decisions, holds and mails stand in tables; one that is missing stops all that needs it.',
    mend: 'Provision again: the tables stand in infra/modules/storage.bicep.',
    failing: 'problem',
  },
  'other-identities': {
    title: 'The other identities have the roles of infra/roles.json and no more',
    why: 'The triggers read properties at the two doors only, and Data Factory alone moves data.',
    mend: 'az role assignment list --all --assignee {object id} for each identity of infra/roles.json.',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

/** What came of asking several things one by one: the words of the refusal, or undefined where it was answered. */
export type Asked = ReadonlyMap<string, string | undefined>;

export function judgeAnswered(asked: Asked): CheckVerdict {
  const problems = [...asked].flatMap(([name, refusal]) => (refusal === undefined ? [] : [`${name}: ${refusal}`]));
  return brokenBy(problems, `answered: ${[...asked.keys()].join(', ')}`);
}

/** What storage said to the question for a blob that cannot exist: only whoever may read is told that it does not. */
export type ReadAnswer = 'refused' | 'allowed';

export function judgeReading(answers: ReadonlyMap<string, ReadAnswer>): CheckVerdict {
  const open = [...answers].filter(([, answer]) => answer === 'allowed').map(([place]) => place);
  if (open.length > 0) return broken(`storage lets the control plane read blobs in ${open.join(', ')}`);
  return holds(
    `storage refused to say whether a made-up blob exists in ${[...answers.keys()].join(', ')}; no blob that exists was asked for`,
  );
}

export function judgeOtherIdentities({ clientId }: Pick<Deployment, 'clientId'>): CheckVerdict {
  return cannotSay(
    `the app can ask as the identity with the client id ${clientId} only; whether it may create notices, and start and cancel runs, shows when it does`,
  );
}
