import type { Fields } from '../../../functions/base/press-form.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import { asSent } from '../../../pages/base/page-form.ts';
import { impact } from '../../impact/descriptions.ts';
import { type CheckShown, changeName } from './change-form.ts';
import { digestOfText } from './definition-text.ts';

/** The visit of whoever has this typed into the form of the definition. */
export function withTyped(visit: Visit, fields: Fields): Visit {
  return { ...visit, sent: { name: changeName, typed: { ...visit.sent?.typed, ...asSent(changeName, fields) } } };
}

export function checkShown(body: unknown, { definition = '' }: Fields): CheckShown {
  const answered = impact.checkProject.answers[200].parse(JSON.parse(String(body)));
  return { ...answered, digest: digestOfText(definition) };
}
