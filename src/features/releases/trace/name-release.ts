import { receiptKeys } from '../../../activities/lifecycle/receipts.ts';
import { note } from '../../../domain/audit/audit-event.ts';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { departuresOf } from '../../../domain/lifecycle/departures.ts';
import { verifyStatement } from '../../../domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../../domain/operation/operation.ts';
import { downloadsQuery } from '../../../domain/transfer/downloads.ts';
import { operationAt } from '../../../functions/operation/operations.ts';
import { refuseResearcher } from '../../../functions/operation/refuse-researcher.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { ProjectStore } from '../../../ports/records.ts';
import type { RemarkStore } from '../../../ports/remarks.ts';
import { readNamings, tellNamed } from '../../../use-cases/people/namings.ts';
import { seenName } from '../../../use-cases/people/person-name.ts';
import { keptText } from '../../../use-cases/review/kept-text.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson, takeFields } from '../../../web/body.ts';
import type { CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { traceSchema } from '../domain/trace.ts';
import { type ReleasePorts, readRelease } from '../read-release.ts';
import { namedBody } from './descriptions.ts';
import { openedBy } from './opened-by.ts';

export type NameServices = CallerCheck &
  ReleasePorts &
  Pick<Ports, 'secrets' | 'clock' | 'inspectionResults' | 'register'> & {
    readonly publicBaseUrl: string;
    readonly releaseUrl: string;
    readonly projects: Pick<ProjectStore, 'get'>;
    readonly audit: Pick<AuditLog, 'append' | 'holds' | 'lines'>;
    readonly remarks: Pick<RemarkStore, 'kept'>;
  };

/** POST ops/trace/release: the people of a release that a signed trace names. Each look is told in the audit of its project. */
export function nameRelease(services: NameServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const { signed, project, id, reason } = takeFields(namedBody, await readJson(request));
    await refuseResearcher(services.projects, caller, project);
    const keys = await receiptKeys(services);
    const { digest, files } = await verifyStatement(traceSchema, signed, keys);
    const isNamed = files.some(({ releases }) => releases.some((one) => one.id === id && one.project === project));
    if (!isNamed) throw new Refused(`The trace names no release ${id} of ${project}`);
    const operation = await operationAt(services, { project, id }, 'export');
    const leftAt = departuresOf(operation).at(-1)?.at ?? '';
    const release = await readRelease(services, operation, leftAt, keys);
    if (release === undefined) throw new NotFound(`Nothing of the package ${id} was found outside`);
    const at = services.clock.now();
    const told = { id: `trace.named.${id}.${at.getTime()}`, at, kind: 'trace.named', actor: caller.oid } as const;
    await services.audit.append(project, [note(project, { ...told, data: { export: id, digest, reason } })]);
    const opened = await openedBy(services, operation);
    const people = {
      decided: release.decisions.map(({ approver }) => approver),
      submitted: operation.submission === undefined ? [] : [operation.submission.by.oid],
      opened: opened.map(({ oid }) => oid),
    };
    await tellNamed(services, { project, id, digest, by: caller.oid, reason, people });
    const account = new URL(services.releaseUrl).hostname.split('.')[0] ?? '';
    return jsonAnswer(200, {
      release,
      opened,
      replies: await repliesOf(services, { project, id }),
      downloads: downloadsQuery(account, id),
    });
  };
}

async function repliesOf(services: NameServices, { project, id }: OperationKey) {
  const namings = (await readNamings(services.audit)).filter((one) => one.project === project && one.exportId === id);
  const replies = namings.flatMap((one) => one.replies).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return await Promise.all(
    replies.map(async ({ by: oid, at, digest }) => {
      return { oid, name: await seenName(services, { oid }), at, text: await keptText(services.remarks, id, digest) };
    }),
  );
}
