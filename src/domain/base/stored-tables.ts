interface UnreadableMeaning {
  readonly countsAs: string;
  readonly mend: string;
}

/** Every table of the control plane, by what a row of it counts as that cannot be read: always the strict way. */
export const storedTables = {
  register: {
    countsAs: 'the operation, name or note stands still',
    mend: 'restore the register of its project; sums, notes and what is shown are written anew by the sweep',
  },
  decisions: {
    countsAs: 'its package can neither be approved nor be returned',
    mend: 'bring the version of row-key back that sealed it, or remove the row where nobody should have written it',
  },
  handles: { countsAs: 'the link leads nowhere', mend: 'send the approvers new links' },
  heads: {
    countsAs: 'nothing is appended to the chain',
    mend: 'verify the chain, and let two operators restore its head',
  },
  outbox: { countsAs: 'the mail was not sent', mend: 'let it be sent again, which the sweep does' },
  holds: { countsAs: 'what the key names is on hold', mend: 'lift the hold' },
  changes: { countsAs: 'a change waits and stands in the way of others', mend: 'take the change back' },
  refused: { countsAs: 'no name is known to be refused there', mend: 'let the next sweep write it anew' },
  requests: { countsAs: 'the request is being carried out', mend: 'send it under another key' },
  verdicts: { countsAs: 'the file was not scanned', mend: 'let it be scanned again' },
  absences: { countsAs: 'the person counts as there', mend: 'say that they are back' },
  signins: { countsAs: 'the person never signed in', mend: 'let them sign in' },
  people: { countsAs: 'the person has no name', mend: 'correct or clear it, or let them sign in' },
} as const satisfies Readonly<Record<string, UnreadableMeaning>>;

export type TableName = keyof typeof storedTables;

export const tables: readonly TableName[] = Object.keys(storedTables).filter((name): name is TableName =>
  Object.hasOwn(storedTables, name),
);

/** A row whose seal is wrong or missing, by its table and keys, and why. */
export interface UnsealedRow {
  readonly table: TableName;
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly problem: string;
  /** It has no seal at all, as rows of versions before there were seals. */
  readonly isBare: boolean;
  /** The dataset or package that it is about, by its keys. */
  readonly operation?: string;
}

export function unsealedText({ table, problem }: Pick<UnsealedRow, 'table' | 'problem'>): string {
  const { countsAs, mend } = storedTables[table];
  return `It is not believed: ${problem}. So ${countsAs}; to mend it, ${mend}.`;
}
