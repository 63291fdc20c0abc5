import { unaccountedOutside } from '../../activities/transfer/compare-released.ts';
import { doors } from '../../domain/base/door.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import type { Place } from './proof-place.ts';
import { atOnceOfProofs, type ProofPorts } from './proof-report.ts';
import type { Work } from './verification-work.ts';
import { ClosureCheck } from './verify-closure.ts';
import { ofReleased, verifyOperation } from './verify-operation.ts';

/** Verifies the operations of a project and their records page by page. */
export async function* recordSteps(
  { ports, sheet, keys, receipts, receiptsInHand: read, seen }: Work,
  listed: ProofPorts,
  project: string,
  from: Extract<Place, { stage: 'records' }> | undefined,
): AsyncGenerator<Place> {
  const closures = new ClosureCheck(ports, keys, project);
  const ofProject = await closures.read();
  // A verification that goes on has told of them before.
  if (from?.after === undefined) {
    sheet.add(ofProject);
    if ((await unaccountedOutside(listed, project)).length > 0)
      sheet.findings.push(...(await unaccountedOutside(ports, project)).map(ofReleased));
  }
  const inHand = { ports: listed, receipts: read };
  for (const door of doors) {
    const here = from?.door === door ? from : undefined;
    if (from?.door === 'export' && door === 'ingress') continue;
    let page = here?.page;
    let after = here?.after;
    do {
      const { items, broken, continuation } = await ports.register.list(door, project, page);
      // What came since then stands before; a page without that item is looked at as a whole.
      const done = items.findIndex(({ id }) => id === after) + 1;
      if (done === 0)
        for (const { key, problem } of broken) sheet.findings.push({ record: 'register row', key, why: problem });
      const rest = items.slice(done);
      const verify = (operation: Operation) => verifyOperation({ ports, receipts }, operation, inHand);
      for (const proof of await inOrder(atOnceOfProofs, rest, verify)) sheet.add(proof);
      for (const operation of items) seen.add(operation.id);
      sheet.bad.push(...rest.flatMap((operation) => closures.check(operation)));
      const last = rest.at(-1);
      const at = page === undefined ? {} : { page };
      if (last !== undefined) yield { stage: 'records', project, door, ...at, after: last.id };
      after = undefined;
      page = continuation;
    } while (page !== undefined);
  }
}
