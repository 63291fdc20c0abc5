import type { EvidenceOf } from '../statement.ts';
import { against, byCount, day, notYet, number, sampled, shown } from './show.ts';

const list = '/api/ops/projects';

/** The register of projects, each with every version of its rules. */
export const projectRegister: EvidenceOf = ({ projects: { defined, refused, active, ended, lapsed, closed } }) => {
  if (refused > 0)
    return against(`${refused} of ${defined + refused} definitions cannot be read by the rules of today.`, list);
  const some = `${number(defined)} projects are defined: ${active} run, ${ended} have ended, ${lapsed} are past a date of their governance, ${closed} are closed. Every version of each is kept.`;
  return byCount(defined, some, 'There is no project yet.', list);
};

/** That a project runs only between its days. */
export const lastDays: EvidenceOf = ({ projects: { ended, lapsed, closed, notBegun, defined }, waitingNames }) => {
  if (defined === 0) return notYet('There is no project yet.', list);
  const over = ended + lapsed + closed;
  if (over === 0)
    return notYet(
      `Each of the ${defined} projects has a last day, and none is past it, so no row shows that its doors close.`,
      list,
    );
  return shown(
    `${over} projects are past their last day, past one of their governance, or closed, ${notBegun} have not begun: their doors take nothing in (${number(waitingNames)} names wait at doors) and their computes are off.`,
    list,
  );
};

/** That projects name what they rest on. */
export const governanceDates: EvidenceOf = ({ projects: { governed: count, defined } }) =>
  byCount(
    count,
    `${count} of ${defined} projects name what they rest on (governance), each with a last day past which their doors are closed.`,
    'No project names what it rests on (governance).',
    list,
  );

/** That a closing comes to its end with a receipt. */
export const closures: EvidenceOf = ({ projects: { closures: sample, closed } }) => {
  if (closed === 0) return notYet('No project was closed yet.', list);
  return sampled(sample, 'closed projects came to their end with a signed receipt of it', '', list);
};

/** That rules differ by project, within tiers. */
export const tiers: EvidenceOf = ({ projects: { byTier, defined } }) => {
  const each = Object.entries(byTier).map(([tier, count]) => `${tier} ${count}`);
  return byCount(defined, `Projects by tier: ${each.join(', ')}.`, 'There is no project yet.', list);
};

/** That rules change only with a second operator. */
export const secondOperator: EvidenceOf = ({ settings, pending, audit: { kinds } }) => {
  if (!settings.secondOperator)
    return against(
      'This deployment asks for no second operator when rules become weaker (SECOND_OPERATOR is off).',
      list,
    );
  const changes = kinds['project.changed'];
  const last =
    changes === undefined
      ? ''
      : ` Of the newest audit lines ${changes.count} tell of changed definitions, the last on ${day(changes.last)}.`;
  return shown(
    `Rules that become weaker wait for a second operator; ${pending} wait now.${last}`,
    'docs/who-may-change-what.md',
  );
};

/** That access follows from the groups of the project. */
export const accessByGroups: EvidenceOf = ({ projects: { withAccess, defined }, settings }) => {
  if (defined === 0) return notYet('There is no project yet.', list);
  const claim = settings.groupsClaim
    ? 'decisions count only with the groups in the token'
    : 'groups in tokens do not count (GROUPS_CLAIM is off)';
  const some = `${withAccess} of ${defined} projects have groups in the directory, each with roles for its own paths; ${claim}.`;
  return withAccess === defined && settings.groupsClaim
    ? shown(some, 'docs/deploy.md')
    : against(some, 'docs/deploy.md');
};

/** That people are told apart, and nobody decides as another. */
export const peopleApart: EvidenceOf = ({ people: { named, sharedAddresses } }) => {
  if (named === 0) return notYet('No person stands in a definition yet.', list);
  if (sharedAddresses > 0)
    return against(
      `${sharedAddresses} e-mail addresses stand with several object ids: a mailbox that people share, or one person twice.`,
      list,
    );
  return shown(
    `${number(named)} people stand in definitions, each with one object id and one address of their own.`,
    list,
  );
};

/** How long people may take part. */
export const eligibility: EvidenceOf = ({ people: { parts, withEligibility, eligibilityOver } }) =>
  byCount(
    withEligibility,
    `${withEligibility} of ${parts} owners, researchers and approvers take part until a day (eligibleUntil), and for ${eligibilityOver} that day is over: they count no more.`,
    `None of ${parts} owners, researchers and approvers has a day until which they take part (eligibleUntil).`,
    list,
  );

/** That decisions ask for a strong sign-in. */
export const strongSignIn: EvidenceOf = ({ projects: { withAuthContext, defined } }) =>
  byCount(
    withAuthContext,
    `${withAuthContext} of ${defined} projects ask for an authentication context at each decision.`,
    'No project asks for an authentication context at its decisions.',
    list,
  );

/** Who is suspended. */
export const suspensions: EvidenceOf = ({ people: { suspended } }) =>
  shown(`Any operator suspends a person at once; ${suspended} are suspended now.`, 'docs/who-may-change-what.md');
