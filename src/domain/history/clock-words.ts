import { countText } from '../base/count-text.ts';

/** `72-hours` as people read it. */
export function clockWords(name: string): string {
  const [count, unit = ''] = name.split('-');
  return name === 'month' ? 'one month' : countText(Number(count), unit.slice(0, -1));
}
