import type { HttpResponseInit } from '@azure/functions';
import type { Problem } from '../../../domain/base/errors.ts';
import type { AnsweredForm } from '../../../functions/desk/send-form.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import { listPeople } from '../../../functions/people/people.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { ownFields } from '../../../pages/base/page-form.ts';
import { pageAnswer } from '../../../web/answers.ts';
import { type CheckShown, changeName } from '../project/change-form.ts';
import { checkShown, withTyped } from '../project/checked-definition.ts';
import { readDefinition } from '../project/definition-text.ts';
import { type EditedPart, type KnownPeople, partIn, textOfPart, withWrong, writePart } from './edit-part.ts';
import type { DefinitionPart } from './form-fields.ts';
import { withNames } from './written-part.ts';

/** What a form for a definition was answered. */
export interface AnsweredPart {
  readonly checked?: CheckShown;
  /** Whose form was sent, and what is wrong with it. */
  readonly part?: DefinitionPart;
  readonly wrong?: readonly Problem[];
}

/** The page with the form again where something is wrong with it, or with the definition that it wrote and what that would change. */
export async function answerPart(
  services: KnownPeople,
  part: DefinitionPart,
  { body, visit, fields, all }: AnsweredForm & { readonly body: unknown },
  show: (visit: Visit, answered: AnsweredPart) => Promise<Page>,
): Promise<HttpResponseInit> {
  const written = await writePart(services, part, { fields, all });
  const definition = textOfPart(written);
  const checked = checkShown(body, { definition });
  const wrong = written.problems.length > 0 ? written.problems : withNames(written.definition, checked.problems);
  if (wrong.length > 0) {
    const again = withWrong(visit, part, fields, wrong);
    return await pageAnswer(400, await show(again, { part, wrong }));
  }
  const typed = { ...ownFields(changeName, all), definition };
  return await pageAnswer(200, await show(withTyped(visit, typed), { checked, part }));
}

interface Looked {
  readonly visit: Visit;
  /** The definition that stands there while nobody typed another. */
  readonly text: string;
  readonly edit: DefinitionPart | undefined;
  readonly answered: AnsweredPart;
}

/** The part whose form is to be shown, with what the text of the page says of it. */
export async function editedIn(
  services: KnownPeople,
  { visit: { sent }, text, edit, answered: { part: answered, wrong = [] } }: Looked,
): Promise<EditedPart | undefined> {
  const part = answered ?? partIn(sent?.typed ?? {}, edit);
  if (part === undefined) return undefined;
  const { definition = text } = ownFields(changeName, sent?.typed ?? {});
  const base = readDefinition(definition) ?? readDefinition(text) ?? {};
  const { items: known } = await listPeople(services);
  return { part, base, wrong, known };
}
