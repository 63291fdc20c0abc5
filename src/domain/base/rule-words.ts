import type { z } from 'zod';
import { countText, enumerated } from './count-text.ts';

/** Longer lists of values hide what is wrong; they stand in the description of the API. */
const mostValues = 8;

/** What a value has to be, in our words, where its schema does not say it itself. Given to each parse of what people or programs typed. */
export const inOurWords = { error: ruleWords } as const;

function ruleWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.values.length > mostValues
        ? `is none of the ${issue.values.length} values that there are`
        : `must be ${enumerated(issue.values.map(String), 'or')}`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? 'must not be empty'
        : `must ${sizeWords(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}`;
    case 'too_big':
      return `must ${sizeWords(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}`;
    case 'invalid_format':
      return formatWords[issue.format] ?? `must fit ${issue.pattern ?? issue.format}`;
    case 'unrecognized_keys':
      return `holds what is not known here: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return enumerated([...new Set(issue.errors.flatMap(([first]) => first?.message ?? []))], 'or') || undefined;
    default:
      return undefined;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a JSON object',
  record: 'a JSON object',
};

const formatWords: Readonly<Record<string, string>> = {
  email: 'must be an e-mail address',
  date: 'must be a day such as 2027-12-31',
  datetime: 'must be a time such as 2027-12-31T12:00:00Z',
};

const parts: Readonly<Record<string, string>> = { string: 'character', array: 'entry', set: 'entry' };

function sizeWords(origin: string, size: number | bigint, compared: string): string {
  const part = parts[origin];
  if (part === undefined) return `be ${compared} ${Number(size).toLocaleString('en-GB')}`;
  return `have ${compared} ${part === 'entry' ? countText(Number(size), part, 'entries') : countText(Number(size), part)}`;
}
