import { controlPlane } from '../base/control-plane.ts';
import { partlySince } from '../lifecycle/departures.ts';
import { publicState } from '../lifecycle/public-state.ts';
import { isRevealed } from '../notification/outside-view.ts';
import { madeFromIds } from '../operation/made-from.ts';
import type { Operation } from '../operation/operation.ts';
import type { Actor } from '../operation/operation-table.ts';
import { saidAbout } from '../operation/said-about.ts';

/** What lists choose and sort operations by. It stands in columns of an operation's row, so that a list reads few whole rows. */
export interface SummaryRow extends Pick<Operation, 'id' | 'door' | 'project' | 'state' | 'startedAt' | 'since'> {
  /** As it stands beside the sealed columns: whoever chooses by it reads the whole row before he tells anybody. */
  readonly name: string;
  /** Who acts next, as far as the row tells. */
  readonly waitsOn?: Actor;
  readonly troubleSince?: string;
  /** Object ids of those whom the row remembers as having done something to the operation. */
  readonly people: readonly string[];
  /** Ids of the datasets that a package was made from; empty where nobody said, or where it is unknown. */
  readonly madeFrom: readonly string[];
  /** Of a package that is revealed outside; lists that are read there choose by it. */
  readonly told?: 'yes';
  /** Since when something of a package may have been outside, the last time that it was not all of it. */
  readonly partly?: string;
}

/** Throws IllegalMove for a state that its table does not know. */
export function summaryRowOf(operation: Operation): SummaryRow {
  const { id, door, project, name, state, startedAt, since, trouble } = operation;
  const { waitsOn } = publicState(operation);
  const partly = partlySince(operation);
  return {
    ...{ id, door, project, name, state, startedAt, since },
    ...(waitsOn === undefined ? {} : { waitsOn }),
    ...(trouble === undefined ? {} : { troubleSince: trouble.since }),
    people: peopleOf(operation),
    madeFrom: madeFromIds(saidAbout(operation).madeFrom),
    ...(door === 'export' && isRevealed(operation) ? { told: 'yes' } : {}),
    ...(partly === undefined ? {} : { partly }),
  };
}

function peopleOf({ submission, withdrawal, stop, takeBack, retraction }: Operation): string[] {
  const all = [submission?.by.oid, withdrawal?.by, stop?.by, takeBack?.by, retraction?.by];
  return [...new Set(all.flatMap((oid) => (oid === undefined || oid === controlPlane ? [] : [oid])))];
}
