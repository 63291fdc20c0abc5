import { isDeepStrictEqual } from 'node:util';
import { noReview, reviewAfter } from '../../../src/domain/history/review-from-lines.ts';
import { foundAgain, rowAfter } from '../../../src/domain/history/row-from-lines.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { withoutNames } from '../../../src/domain/review/round-in-line.ts';
import type { Property } from './property.ts';

/** All lines of an operation together tell its row, and those of a review its rounds and decisions: what is lost of the tables comes back from them. */
export const linesTellTheRows: Property = {
  what: 'the lines of an operation tell its rows',
  watch({ broken }) {
    return {
      end({ operations, events, reviews }) {
        for (const row of operations) {
          const own = events.filter(({ operation }) => operation === row.id);
          const told = own.reduce<Operation | undefined>(rowAfter, undefined);
          if (told === undefined) broken(`no line tells of ${row.id}`);
          else
            for (const name of differing(timeless(row), timeless(told))) broken(`no line tells '${name}' of ${row.id}`);
          const review = reviews.get(row.id);
          if (review === undefined) continue;
          const { rounds, decisions } = own.reduce(reviewAfter, noReview);
          if (!isSame(rounds, review.rounds.map(withoutNames))) broken(`no line tells the rounds of ${row.id}`);
          if (decisions.length !== review.decisions.length) broken(`no line tells a decision about ${row.id}`);
        }
      },
    };
  },
};

/** Behind the newest move a transfer has the times of its lines, which were written a moment after the row. */
function timeless(row: Operation): Operation {
  const transfers = row.transfers.map((one) => ({ ...one, intendedAt: '', startedAt: '', closedAt: '' }));
  return { ...row, transfers };
}

function differing(row: Operation, told: Operation): string[] {
  const names = new Set([...Object.keys(row), ...Object.keys(told)]);
  const found = new Set<string>(foundAgain);
  return [...names].filter((name) => !found.has(name) && !isSame(Reflect.get(row, name), Reflect.get(told, name)));
}

/** As JSON stores it. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(stored(one), stored(other));
}

function stored(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
