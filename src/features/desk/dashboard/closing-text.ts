import { operationCalled } from '../../../pages/desk/links.ts';
import type { ClosingLine } from './lines.ts';

export function closingText({ moving, clearing, operator, computes }: ClosingLine['waits']): string {
  const people = operator.map(({ id, why }) => `${operationCalled(id)?.text ?? 'a row that cannot be read'}: ${why}`);
  const parts = [
    ...(moving === 0 ? [] : [`${moving} on the way to ${moving === 1 ? 'its' : 'their'} end`]),
    ...(clearing === 0 ? [] : [`${clearing} to be cleared`]),
    ...(computes === null ? [] : [computes]),
    ...(people.length === 0 ? [] : [`an operator (${people.join('; ')})`]),
  ];
  return parts.length === 0 ? 'its receipt, which the next sweep signs' : parts.join(', ');
}
