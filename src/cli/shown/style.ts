import { styleText } from 'node:util';

const asItIs = (text: string): string => text;

export type Style = ReturnType<typeof styleOf>;

export function styleOf(isColoured: boolean) {
  const set = (format: 'bold' | 'red') =>
    isColoured ? (text: string) => styleText(format, text, { validateStream: false }) : asItIs;
  return { heading: set('bold'), problem: set('red') };
}
