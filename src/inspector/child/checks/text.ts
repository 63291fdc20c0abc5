import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { startRowsTold } from '../identifiers/lost-rows.ts';
import type { SeenText } from '../reader.ts';
import { withoutBase } from './counts/rounding.ts';
import { printedText } from './printed/printed-text.ts';
import type { Told } from './table-check.ts';
import { Block } from './text-block.ts';

/** Of a longer line only so much is held to the rules. */
const longestLine = 10_000;

/** Holds the lines of one text to the rules, and the tables that are printed in it. Lines that nothing parts are looked at together. */
export function startText(rules: DisclosureRules, told: Told, title?: string): SeenText {
  const block = new Block(rules, told, title);
  const rowsTold = startRowsTold();
  let lines = 0;
  return {
    line: (raw) => {
      lines += 1;
      told.saysSizes(rowsTold(raw) ?? raw.slice(0, longestLine));
      const plain = withoutBase(printedText(raw.slice(0, longestLine)), told.saysBase);
      told.numbers(plain);
      if (plain.trim() === '') {
        block.gap();
        told.line(false);
      } else block.take({ raw, plain, number: lines });
    },
    end: () => block.endAll(),
  };
}
