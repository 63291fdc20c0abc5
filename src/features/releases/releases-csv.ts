import { csvRow } from '../../domain/base/csv.ts';
import { madeFromText } from '../../domain/operation/made-from.ts';
import { choiceWords } from '../../domain/review/decision.ts';
import { verdictsText } from '../../pages/base/verdict-words.ts';
import type { AnswerOf } from '../../web/reading.ts';
import type { releases } from './descriptions.ts';
import type { Release } from './read-release.ts';

const columns: Readonly<Record<string, (release: Release) => string | number | null | undefined>> = {
  leftAt: ({ leftAt }) => leftAt,
  project: ({ project }) => project,
  package: ({ id }) => id,
  name: ({ name }) => name,
  state: ({ state }) => state,
  files: ({ files }) => files,
  bytes: ({ bytes }) => bytes,
  digest: ({ digest }) => digest,
  purpose: ({ purpose }) => purpose,
  madeFrom: ({ madeFrom }) => madeFromText(madeFrom ?? undefined),
  decisions: ({ decisions, rules }) => (rules === null ? 'nobody was asked' : decisions.map(decisionText).join('; ')),
  quorum: ({ rules }) => rules?.quorum,
  independent: ({ rules }) => rules?.independent,
  definition: ({ definition }) => definition,
  evidence: ({ evidence }) => verdictsText(evidence ?? undefined),
  folder: ({ folder }) => folder,
  readers: ({ readers }) => readers,
  recipients: ({ recipients }) => recipients.join('; '),
  terms: ({ terms }) => terms,
  takenBackAt: ({ takenBack }) => takenBack?.at,
  takenBackBy: ({ takenBack }) => takenBack?.name,
  takenBackBecause: ({ takenBack }) => takenBack?.reason,
  takenBackReceipt: ({ takenBack }) => takenBack?.receipt,
  receipt: ({ receipt }) =>
    receipt && (receipt.problem === null ? receipt.name : `${receipt.name}: ${receipt.problem}`),
};

/** A row for each; the last row of an answer that is not the whole says `continuation`, and where it goes on. */
export function releasesCsv({ items, continuation }: AnswerOf<typeof releases.releases>): string {
  const names = Object.keys(columns);
  const rows = items.map((one) => csvRow(Object.values(columns).map((cell) => `${cell(one) ?? ''}`)));
  const rest = continuation === null ? [] : [csvRow(['continuation', continuation, ...names.slice(2).map(() => '')])];
  return [csvRow(names), ...rows, ...rest].join('');
}

function decisionText({ name, choice, at, independent }: Release['decisions'][number]): string {
  return `${name}${independent ? ' (independent)' : ''} ${choiceWords[choice].did} ${at}`;
}
