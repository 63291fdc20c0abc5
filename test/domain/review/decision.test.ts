import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capital } from '../../../src/domain/base/count-text.ts';
import { choiceIn, choices, choiceText, choiceWords } from '../../../src/domain/review/decision.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/for-approvers.md'), 'utf8');

test.each(choices)('the guide of approvers says by its name what the answer %s wants', (choice) => {
  const name = capital(choiceWords[choice].does);
  expect(guide).toContain(`*${name}*`);
  expect(guide).toContain(`\n- **${name}** wants `);
});

test('an answer is told with what it is about, and nothing else is one', () => {
  expect(choices.map((choice) => choiceText(choice, 'did', 'it'))).toEqual([
    'approved it',
    'asked for changes of it',
    'denied it',
  ]);
  expect(choiceText('changes', 'does', 'this package')).toBe('ask for changes of this package');
  expect(choiceIn('approved')).toBeUndefined();
});
