import { styleText } from 'node:util';
import type { Style } from '../tools.ts';

const asItIs = (text: string): string => text;

export function styleOf(isColoured: boolean): Style {
  if (!isColoured) return { heading: asItIs, problem: asItIs };
  const set = (format: 'bold' | 'red') => (text: string) => styleText(format, text, { validateStream: false });
  return { heading: set('bold'), problem: set('red') };
}
