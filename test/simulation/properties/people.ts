import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { applyHoldLine, chainOf, type RecordedHold, recordedHoldsOf } from '../../../src/domain/audit/recorded-hold.ts';
import type { FileType } from '../../../src/domain/inspection/evidence.ts';
import { everyProject, type Hold, holdsOn } from '../../../src/domain/operation/hold.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { forgedReason } from '../../memory/forge-approval.ts';
import type { ServiceCall } from '../../memory/hook.ts';
import { projectId } from '../definition.ts';
import { isJustLost, isRunAsked, isRunOrDefinition, type Property } from './property.ts';

/** How long a definition may have been in force before a release has to follow it: a request is on its way for less. */
const grace = 60_000;

/** A release begins only when the people who may decide now, under the rules of now, have approved. */
export const onlyPeopleWhoMayDecideCount: Property = {
  what: 'decisions count only from people who may decide',
  watch({ world, god, broken }) {
    let since = 0;
    let standing: readonly string[] = [];
    /** When each person was a researcher last. */
    const researchers = new Map<string, number>();
    return {
      concerns: isRunOrDefinition,
      async call(call) {
        if (call.service === 'control/projects' && call.operation === 'put') {
          since = world.time.now().getTime();
          const people = (await god.projects.get('heart-study'))?.value.people;
          for (const oid of standing) researchers.set(oid, since);
          standing = (people?.researchers ?? []).map(({ oid }) => oid);
          for (const oid of standing) researchers.set(oid, Number.POSITIVE_INFINITY);
        }
        const id = releaseOf(call);
        if (id === undefined || world.time.now().getTime() - since < grace || isJustLost(world)) return;
        const project = (await god.projects.get('heart-study'))?.value;
        if (project === undefined || !project.egress.approval.required) return;
        const { rounds, decisions } = await god.decisions.read(id);
        const operation = (await god.register.get({ project: project.id, id }))?.value;
        // Whoever was a researcher once may decide about what was written after that.
        const written = Date.parse(rounds.at(-1)?.value.filesSince ?? '');
        const today = new Date(world.time.now().getTime() - grace).toISOString().slice(0, 10);
        const may = project.people.approvers.filter(
          ({ oid, eligibleUntil = today }) =>
            !project.suspended.some((one) => one.oid === oid) &&
            !((researchers.get(oid) ?? 0) >= written) &&
            eligibleUntil >= today,
        );
        const supporters = may.filter(({ oid }) =>
          decisions.some(
            (one) =>
              one.approver === oid &&
              one.choice === 'approve' &&
              one.digest === operation?.package?.digest &&
              one.lookedAt &&
              one.deidentified &&
              isExplained(one, rounds.find(({ value }) => value.number === one.round)?.value),
          ),
        );
        const { quorum, independent } = project.egress.approval;
        const isEnough =
          supporters.length >= quorum && supporters.filter((one) => one.independent).length >= independent;
        if (!isEnough)
          broken(`${id} is released with ${supporters.length} of ${quorum} approvals of people who may decide`);
      },
    };
  },
};

/** Whether the approval gives a reason, where what the reading room said of the files asked for one. */
function isExplained({ reason }: Decision, round: Round | undefined): boolean {
  if (round?.evidence === undefined || reason.trim() !== '') return true;
  if ('missing' in round.evidence) return false;
  const { verdicts, unchecked, types } = round.evidence;
  const allowed: readonly FileType[] = round.rules.disclosure.allowedTypes;
  return verdicts.block === 0 && unchecked === 0 && types.every((type) => allowed.includes(type));
}

/** The operation whose release is asked for; undefined for any other request. */
function releaseOf(call: ServiceCall): string | undefined {
  if (!isRunAsked(call) || call.args[0] !== 'export-release') return undefined;
  return String(Object(call.args[1]).operationId);
}

/** No run is asked for while a hold is on, and what ran all the same has been dealt with. */
export const holdsHold: Property = {
  what: 'a hold lets nothing begin',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    return {
      concerns: isRunAsked,
      async call({ args: [pipeline] }) {
        if (pipeline === 'release-revoke') return;
        const now = world.time.now();
        // The holds were read before the request left, and both took their time.
        const isLong = ({ since }: Pick<Hold, 'since'>) => now.getTime() - Date.parse(since) > grace;
        const hold = holdsOn((await god.holds.of('heart-study')).holds, 'heart-study', world.latest).find(isLong);
        if (hold !== undefined) broken(`${String(pipeline)} was begun during the hold of ${hold.since}`);
        if (world.lost === undefined) return;
        const told = (await holdsInLines(god, world.latest)).find(isLong);
        if (told !== undefined)
          broken(`${String(pipeline)} was begun during the hold of ${told.since}, whose row is lost`);
      },
    };
  },
};

/** The holds that the audit tells of, and neither that somebody lifts them nor that they are over. */
async function holdsInLines({ audit }: Pick<Ports, 'audit'>, now: Date): Promise<readonly RecordedHold[]> {
  const found: RecordedHold[] = [];
  for (const held of [projectId, everyProject]) {
    let told: readonly RecordedHold[] = [];
    for await (const line of audit.lines(chainOf(held))) told = applyHoldLine(told, parseChainLine(line).event);
    found.push(...recordedHoldsOf(told, held));
  }
  return found.filter(({ state, until }) => state === 'on' && (until === undefined || now < new Date(until)));
}

/** Rows that somebody wrote past the app are nobody's decision. */
export const nobodyIsSpokenFor: Property = {
  what: 'no line says what nobody signed',
  holdsAnyway: true,
  watch({ broken }) {
    return {
      end({ events }) {
        for (const { id, kind, data } of events)
          if (kind === 'decision.recorded' && data['reason'] === forgedReason) broken(`${id} repeats a forged row`);
      },
    };
  },
};

const dataPlaces = [
  'public/ingress',
  'public/released',
  'secure/datasets',
  'secure/exports',
  'secure/review',
  'secure/returned',
];

/** The app lists research data and never reads or changes it. */
export const appReadsNoData: Property = {
  what: 'the control plane reads no research data',
  holdsAnyway: true,
  watch({ broken }) {
    return {
      call({ service, operation, args: [name] }) {
        if (dataPlaces.includes(service) && operation !== 'list')
          broken(`the app asked ${service} to ${operation} ${String(name)}`);
      },
    };
  },
};

/** Whatever was chosen inside stands in no mail and no message. */
export const mailsNameNothing: Property = {
  what: 'nothing chosen inside is in a mail or message',
  holdsAnyway: true,
  watch({ world, broken }) {
    return {
      end() {
        const inside = world.puts
          .filter(({ door }) => door === 'export')
          .flatMap(({ path }) => path.split('/').slice(1));
        const names = [...new Set(inside), 'lapis'].filter((name) => name !== '_COMPLETE');
        for (const { id, body } of world.deployment.chat.messages) {
          const told = names.find((name) => body.includes(name));
          if (told !== undefined) broken(`the message ${id} to a channel names ${told}`);
        }
        for (const { to, subject, text, html } of world.deployment.inbox.mails) {
          const told = names.find((name) => [subject, text, html].some((one) => one.includes(name)));
          if (told !== undefined) broken(`a mail to ${to} names ${told}: ${subject}`);
        }
      },
    };
  },
};
