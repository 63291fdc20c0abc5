import type { z } from 'zod';
import { actBodies } from '../../api/acts.ts';
import { Refused } from '../../domain/base/errors.ts';
import type { ActName } from '../../domain/lifecycle/acts.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { takeBackEnds } from '../../domain/operation/operation-lists.ts';
import type { Round } from '../../domain/review/round.ts';
import type { Identity } from '../../ports/sign-in.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { discardOperation, giveBackPackage } from '../../use-cases/operation/end-operation.ts';
import { retryOperation, stopOperation } from '../../use-cases/operation/operator-acts.ts';
import { retractVersion } from '../../use-cases/operation/retract-version.ts';
import { revokeRelease, takeBackRelease } from '../../use-cases/operation/take-back-release.ts';
import { type WithdrawalAsked, withdrawOperation } from '../../use-cases/operation/withdraw-operation.ts';
import { extendDeadline, resendLinks } from '../../use-cases/review/change-review.ts';
import { goOnWithoutEvidence } from '../../use-cases/review/go-on-without-evidence.ts';
import { passLimits } from '../../use-cases/review/pass-limits.ts';
import { readJson } from '../../web/body.ts';
import type { WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { reasonGiven } from '../../web/reason.ts';
import type { ActServices } from './operations.ts';

export type ActAsked = Omit<WithdrawalAsked, 'reason'> & {
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
};
type ReasonedAct = ActAsked & Pick<WithdrawalAsked, 'reason'>;

/** The operation after an act, and the round where the act changed that. */
export interface Performed {
  readonly operation: Operation;
  readonly round?: Round;
}

/** An act whose request was read, to be carried out once it is clear that whoever asks may. */
export type ReadAct = (services: ActServices, workflows: Workflows, asked: ActAsked) => Promise<Performed>;

/** An act whose body is JSON of that form. */
function act<T extends { readonly reason: string }>(
  schema: z.ZodType<T>,
  form: string,
  perform: (services: ActServices, workflows: Workflows, asked: ReasonedAct, body: T) => Promise<Performed>,
): (request: WebRequest) => Promise<ReadAct> {
  return async (request) => {
    const body = schema.safeParse(await readJson(request));
    if (!body.success) throw new Refused(`${form}. The reason has 1 to 1,000 characters.`);
    const { data } = body;
    return (services, workflows, asked) => perform(services, workflows, { ...asked, reason: data.reason }, data);
  };
}

const withReason = (
  perform: (services: ActServices, workflows: Workflows, asked: WithdrawalAsked) => Promise<Operation>,
) =>
  act(actBodies.retry, 'Send { "reason": "…" }', async (services, workflows, asked) => {
    return { operation: await perform(services, workflows, asked) };
  });

/** How the request for each act is read, and how the act is carried out. Throws Refused for a body that is none of its. */
export const readActs: Readonly<Record<ActName, (request: WebRequest) => Promise<ReadAct>>> = {
  retry: withReason(retryOperation),
  stop: withReason((services, workflows, asked) => stopOperation(services, services, workflows, asked)),
  discard: async (request) => {
    const given = await reasonGiven(request);
    return async (services, workflows, asked) => {
      return { operation: await discardOperation(services, workflows, { ...asked, reason: given }) };
    };
  },
  withdraw: withReason(withdrawOperation),
  takeBack: act(
    actBodies.takeBack,
    `Send { "to": "…", "reason": "…" }, where "to" is one of ${takeBackEnds.join(', ')}`,
    async (services, workflows, asked, { to }) => {
      return { operation: await takeBackRelease(services, { settings: services, workflows }, { ...asked, to }) };
    },
  ),
  revoke: withReason((services, workflows, asked) => revokeRelease(services, { settings: services, workflows }, asked)),
  retract: withReason((services, workflows, asked) => retractVersion(services, services, workflows, asked)),
  giveBack: withReason((services, workflows, asked) => giveBackPackage(services, services, workflows, asked)),
  extend: act(
    actBodies.extend,
    'Send { "businessDays": 1 to 60, "reason": "…" }, counted from now on, or { "until": "YYYY-MM-DD", "reason": "…" }',
    (services, workflows, asked, time) => extendDeadline(services, workflows, asked, time),
  ),
  resend: act(
    actBodies.resend,
    'Send { "approver": "object id", "reason": "…" }; without an approver everybody who has not decided gets links',
    (services, workflows, asked, { approver }) => resendLinks(services, workflows, asked, approver),
  ),
  withoutEvidence: ofFrozenFiles(goOnWithoutEvidence),
  passLimit: ofFrozenFiles(passLimits),
};

type OfTwo = (
  services: ActServices,
  workflows: Workflows,
  asked: ReasonedAct & { readonly digest: string },
) => Promise<{ readonly kind: string; readonly operation: Operation }>;

/** An act of two operators, who both name the frozen files that they mean. */
function ofFrozenFiles(perform: OfTwo) {
  return act(
    actBodies.withoutEvidence,
    'Send { "digest": "…", "reason": "…" }, where "digest" is that of the frozen files, which the page of the package shows',
    async (services, workflows, asked, { digest }) => {
      const { kind, operation } = await perform(services, workflows, { ...asked, digest });
      if (kind !== 'changed') return { operation };
      const why = `The frozen files of ${operation.id} have the digest ${operation.package?.digest}, not ${digest}`;
      throw new HttpProblem('precondition-failed', `${why}. Look at the package again. Nothing was changed.`);
    },
  );
}
