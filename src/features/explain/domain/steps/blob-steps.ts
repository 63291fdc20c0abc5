import { doorFacts } from '../../../../domain/base/door.ts';
import type { Operation } from '../../../../domain/operation/operation.ts';
import { accountName } from '../../../../domain/people/account-name.ts';
import { uploadFolder } from '../../../../domain/transfer/transfer.ts';
import { administrator, senders } from '../assignees.ts';
import { azureStep, blobCommand, byHand } from '../commands.ts';
import type { ExplainedOperation } from '../explained-operation.ts';
import type { NextStep } from '../explanation.ts';
import { namingDefinition } from '../project-status.ts';

/** No more files than people do one by one. */
const mostFiles = 5;

export function leaseSteps(from: ExplainedOperation): NextStep[] {
  return from.found.leased.slice(0, mostFiles).map((name) =>
    azureStep(blobCommand(['lease', 'break'], blobAt(from, name), '--blob-name'), {
      who: sendersOf(from),
      what: `The lease on ${name} ends; the file stays as it is.`,
      why: 'While somebody holds a lease on a file, Data Factory cannot delete it. Whoever holds it may still be writing: ask first.',
    }),
  );
}

export function restoreFileSteps(from: ExplainedOperation): NextStep[] {
  return from.found.gone
    .filter(({ isRestorable }) => isRestorable)
    .slice(0, mostFiles)
    .map(({ path }) =>
      azureStep(blobCommand(['undelete'], blobAt(from, path)), {
        who: sendersOf(from),
        what: `The deleted file ${path} is at the door again.`,
        why: 'It was listed and has to be copied, and it was deleted before that. Storage still keeps it.',
      }),
    );
}

/** Puts missing files again, which only their sender has. */
export function uploadAgain(from: ExplainedOperation): NextStep[] {
  const [first] = from.found.gone.filter(({ isRestorable }) => !isRestorable);
  if (first === undefined) return [];
  return [
    byHand(
      {
        who: sendersOf(from),
        what: 'The files that are missing are put at the door again under the same names; a retry then goes on.',
        why: `${first.path} and ${from.found.gone.length - 1} more were deleted, and storage does not keep them any more.`,
      },
      ['az', ...blobCommand(['upload'], blobAt(from, first.path)), '--file', '<file>'],
    ),
  ];
}

export function markerStep(from: ExplainedOperation): NextStep {
  const name = `${uploadFolder(from.operation)}/_COMPLETE`;
  return azureStep([...blobCommand(['upload'], blobAt(from, name)), '--file', '/dev/null'], {
    who: sendersOf(from),
    what: 'The empty marker says that nothing more is coming, and the upload is checked.',
    why: 'The project takes no upload without its marker.',
  });
}

/** Deletes by hand what no run may delete, because Data Factory reads its name as a pattern. */
export function deleteByHand(from: ExplainedOperation): NextStep {
  const { operation } = from;
  const { container } = doorFacts(operation.door);
  const place = ['--account-name', accountName(addressOf(from)), '--source', container];
  return azureStep(
    ['storage', 'blob', 'delete-batch', ...place, '--pattern', patternOf(operation), '--auth-mode', 'login'],
    {
      who: administrator,
      what: `Everything under ${JSON.stringify(operation.name)} at the door is deleted.`,
      why: 'Data Factory reads *, ? and ^ in a name as a pattern, so nothing is deleted by a run there.',
    },
  );
}

/** The names of an upload as a pattern of the command, in which only our own star stands for others. */
function patternOf(operation: Operation): string {
  const literal = (text: string) => text.replace(/[*?[]/g, '[$&]');
  const { project, name, shape } = operation;
  return shape === 'folder' ? `${project}/${literal(name)}/*` : `${project}/${literal(name)}`;
}

function blobAt(from: ExplainedOperation, name: string) {
  return { address: addressOf(from), container: doorFacts(from.operation.door).container, name };
}

function addressOf({ operation: { door }, settings }: ExplainedOperation): string {
  return settings.accounts[door];
}

function sendersOf({ operation, standing, now }: ExplainedOperation) {
  return senders(namingDefinition(standing), operation.door, now);
}
