import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { Seen } from '../reader.ts';
import { Collected, type Found } from './collected.ts';
import { startTable } from './table.ts';
import { startText } from './text.ts';

/** Takes what a reader comes across in one file, and holds it to the rules. What it keeps has a limit, however large the file is. */
export function createChecks(rules: DisclosureRules): Seen & { result(): Found } {
  const collected = new Collected();
  return {
    found: (rule, place) => collected.found(rule, place),
    notChecked: (reason) => collected.notChecked(reason),
    table: (place = {}) =>
      startTable(rules, (rule, row, column) =>
        collected.found(rule, column === undefined ? { ...place, row } : { ...place, row, column }),
      ),
    text: (place = {}) =>
      startText(rules, (rule, row, column) =>
        collected.found(rule, column === undefined ? { ...place, row } : { ...place, row, column }),
      ),
    result: () => collected.result(),
  };
}
