import { isEnding } from '../../features/impact/domain/consequence-kinds.ts';
import type { BodyOf } from '../routes.ts';
import { safeText } from './safe-text.ts';
import type { Style } from './style.ts';

export function checkedLines(checked: BodyOf<'checkProject'>, style: Style): string[] {
  const { ok, problems, changes, whyWaits, whoMayNot, consequences } = checked;
  const parts = [
    part(
      style.problem('Problems'),
      problems.map(({ path, message }) => (path === null || path === '' ? message : `${path}: ${message}`)),
    ),
    part(style.problem('You may not put it'), whoMayNot === null ? [] : [whoMayNot]),
    part(
      style.heading('Changes'),
      changes.map(({ sentence, waits }) => (waits ? `${sentence} (waits for a second operator)` : sentence)),
    ),
    part(style.heading('It waits for a second operator'), whyWaits === null ? [] : [whyWaits]),
    part(
      style.heading('What it brings about'),
      consequences.map((one) => (isEnding(one) ? `${one.sentence} (stops or ends something)` : one.sentence)),
    ),
  ].flat();
  const nothing = ok && changes.length === 0 ? ['It is the definition that is in force.'] : [];
  return [...nothing, ...parts];
}

function part(heading: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [heading, ...sentences.map((sentence) => `  ${safeText(sentence)}`)];
}
