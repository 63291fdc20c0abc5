import { viewForm } from '../../api/schemas/forms.ts';
import { sayingIn } from '../../domain/review/decision.ts';
import type { FileView } from '../../domain/review/file-view.ts';
import type { ReviewForm } from '../../pages/review/review-page.ts';
import { fieldsOf, textIn } from '../../web/body.ts';
import { type Draft, draftOf } from './draft.ts';

/** What somebody typed on the page of a review, beside what is noted about files. */
export type TypedForm = Pick<ReviewForm, 'choice' | 'reason' | 'ticked'>;

/** What the form of a review was sent with: what was written stays, whatever was asked for. */
export function typedForm(fields: URLSearchParams): TypedForm {
  const names = [...fields].flatMap(([name, value]) => (value === 'yes' ? [name] : []));
  return {
    choice: sayingIn(choiceIn(fields)),
    reason: textIn(fields, 'reason'),
    ticked: { digest: textIn(fields, 'digest'), names },
  };
}

function choiceIn(fields: URLSearchParams): string | undefined {
  return fields.get('choice') ?? fields.get('chosen') ?? undefined;
}

/** The files that a form asks for, or else those that it was sent from. */
export function viewIn(fields: URLSearchParams): FileView {
  const { name, type, shown, page = shown } = viewForm.parse(fieldsOf(fields));
  return { name, type, page };
}

/** What a browser keeps of the form over a sign-in. What is noted about files, whose fields end with a number, is saved, and would not fit. */
export function draftIn(fields: URLSearchParams): Draft {
  const { remarksKey: _, ...all } = draftOf(fields);
  const typed = Object.entries(all).filter(([name]) => !/\d$/.test(name));
  return { ...Object.fromEntries(typed), choice: choiceIn(fields) ?? '' };
}

/** What the page of a review starts with: what the browser kept of it, or else the choice that was asked for. */
export function startOf(kept: Draft | undefined, asked = ''): { readonly form: TypedForm; readonly view: FileView } {
  const fields = new URLSearchParams({ choice: asked, ...kept });
  return { form: typedForm(fields), view: viewIn(fields) };
}
