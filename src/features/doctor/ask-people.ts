import { controlPlane } from '../../domain/base/control-plane.ts';
import {
  judgeAccess,
  judgeEligibility,
  judgeGroupsAgree,
  judgeGroupsApart,
  judgeOperators,
  judgePresence,
  judgeQuorum,
  type peopleChecks,
} from './domain/people-checks.ts';
import type { DoctorPorts, Look, Question } from './look.ts';

/** Whether people can do their part. */
export function askPeople(
  { doctor: { deployment }, absences, clock }: DoctorPorts,
  look: Look,
): Record<keyof typeof peopleChecks, Question> {
  const { groupsClaim } = deployment;
  const unfinished = async () => (await look.definitions()).unfinished;
  return {
    'access-deployed': async () => judgeAccess(await unfinished(), groupsClaim),
    'groups-apart': () => judgeGroupsApart(groupsClaim),
    'groups-agree': async () => judgeGroupsAgree(await look.events(), clock.now()),
    'quorum-reachable': async () => judgeQuorum(await unfinished(), clock.now()),
    'eligibility-lasts': async () => judgeEligibility(await unfinished(), clock.now()),
    'approvers-there': async () => judgePresence(await unfinished(), await absences.list(), clock.now()),
    'two-operators': async () => judgeOperators(await look.events(), controlPlane),
  };
}
