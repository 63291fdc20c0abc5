import { expect, test } from 'vitest';
import { mayRepairBroken } from '../../../src/domain/definition/broken-definition.ts';
import { listed } from '../../../src/domain/people/people.ts';
import { definition, person } from '../sample.ts';

const otto = person('Otto', 50);
const written = (changes: object) => JSON.stringify({ ...definition(), ends: 'never', ...changes });
const { people } = definition();

test.each([
  ['names them nowhere', written({}), true],
  ['names them as an operator', written({ people: { ...people, operators: [otto] } }), true],
  [
    'names them as an operator who suspended somebody',
    written({ people: { ...people, operators: [otto] }, suspended: [{ ...people.researchers[0], by: otto.oid }] }),
    true,
  ],
  ['names them as a researcher', written({ people: { ...people, researchers: [otto] } }), false],
  [
    'names them as an operator, and as an approver by another address',
    written({ people: { ...people, operators: [otto], approvers: [{ ...otto, email: 'o@example.org' }] } }),
    false,
  ],
  ['names them in a list that nobody knows', written({ owners: [otto.email.toUpperCase()] }), false],
  ['is no JSON and names them', `{"people": {"operators": [${JSON.stringify(otto)}]`, false],
  ['hides their address behind escapes', written({ note: 'x' }).replace('"x"', '"\\u006ftto@example.org"'), false],
])('whether somebody may mend a definition that %s', (_title, raw, may) => {
  expect(mayRepairBroken(raw, listed(otto))).toBe(may);
});
