import type { OwedTelling } from '../../domain/notification/owed.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { noticeText, type ReviewOutcome } from '../../pages/notification/notice.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';

type NoticePorts = Pick<Ports, 'notices' | 'register'>;

/** An operation is told of a few times in its life; as many notices as this mean that none can be created at all. */
const mostNotices = 20;

/**
 * Creates what researchers must know by name about a package, once for each telling, and gives the telling that remembers where it lies.
 * The control plane may only create there: a notice that stands can neither be read nor changed, so another occasion takes the next
 * number, and so does a repeat after a crash that came between the notice and its path in the row.
 */
export async function writeNotice(
  { notices, register }: NoticePorts,
  operation: Operation,
  outcome: ReviewOutcome,
  telling: Stored<OwedTelling>,
): Promise<Stored<OwedTelling>> {
  const text = noticeText(operation, telling.value.about, outcome);
  if (text === undefined || telling.value.notice !== undefined) return telling;
  const { project, id } = operation;
  for (let number = 1; number <= mostNotices; number += 1) {
    const notice = `${project}/${id}${number === 1 ? '' : `-${number}`}.txt`;
    if ((await notices.create(notice, text)) === 'stands') continue;
    return await register.updateOwed({ ...telling, value: { ...telling.value, notice } });
  }
  throw new Error(
    `No notice about ${id} could be created: ${mostNotices} stand already, or the role to create is missing`,
  );
}
