import type { Label } from './label.ts';
import type { StartCheck } from './table-check.ts';

/** Fewer rows are not taken for people. */
const fewestPeople = 100;
const fewestQuasi = 3;

/** Words of columns that together single people out, by what they tell. */
const quasi: readonly (readonly string[])[] = [
  ['id', 'pid', 'uid'],
  ['age'],
  ['sex', 'gender'],
  ['ethnicity', 'ethnic', 'race'],
  ['postcode', 'zip', 'zipcode', 'lsoa', 'msoa'],
  ['gp', 'practice'],
  ['hospital'],
  ['dob', 'birth', 'yob'],
  ['death', 'died', 'deceased'],
  ['occupation', 'job'],
  ['religion'],
  ['marital'],
  ['nationality'],
];

/** Many rows, and rows that look like people. */
export const startIndividuals: StartCheck = ({ rules, header, headerRow, found }) => {
  const kinds = quasi.filter((words) => header.some((label) => tells(label, words)));
  const mayBePeople = kinds.length >= fewestQuasi && !header.some(({ counts }) => counts);
  let rows = 0;
  return {
    row: ({ number }) => {
      rows += 1;
      if (rows === rules.maxRows + 1) found('many-rows', number);
    },
    end: () => {
      if (mayBePeople && rows >= fewestPeople) found('individual-rows', headerRow);
    },
  };
};

function tells({ words }: Label, those: readonly string[]): boolean {
  return words.some((word) => those.includes(word));
}
