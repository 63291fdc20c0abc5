import { attributeOf, plainText } from '../../local/people/forms.ts';
import { asSent } from '../../src/pages/base/page-form.ts';

/** What a browser sends from a page of the desk whose button for that end of an address is pressed: what stands in all forms, and what was typed. */
export function pageFields(html: string, address: string, typed: Readonly<Record<string, string>>) {
  const [, form = ''] =
    new RegExp(`name="form" value="((?!look")[^"]*)" formaction="[^"]*${address}"`).exec(html) ?? [];
  const own = Object.entries(typed).map(([field, text]) => [`${form}.${field}`, text]);
  return {
    ...Object.fromEntries([...inputs(html), ...longTexts(html), ...choices(html)]),
    form,
    ...Object.fromEntries(own),
  };
}

type Field = readonly [name: string, text: string];

/** What a page sends when the button of a form of that name is pressed and nothing stands in others. */
export function ofForm(form: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return { form, ...asSent(form, fields) };
}

function inputs(html: string): Field[] {
  return [...html.matchAll(/<input\b([^>]*)>/g)].flatMap(([, tag = '']) => {
    const isOn = !/type="(?:checkbox|radio)"/.test(tag) || / checked/.test(tag);
    return isOn ? [[attributeOf(tag, 'name') ?? '', attributeOf(tag, 'value') ?? ''] as const] : [];
  });
}

function longTexts(html: string): Field[] {
  return [...html.matchAll(/<textarea\b([^>]*)>([^<]*)</g)].map(([, tag = '', text = '']) => [
    attributeOf(tag, 'name') ?? '',
    plainText(text),
  ]);
}

function choices(html: string): Field[] {
  return [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(([, tag = '', options = '']) => {
    const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) => option);
    const chosen = all.find((option) => option.includes(' selected')) ?? all[0] ?? '';
    return [attributeOf(tag, 'name') ?? '', attributeOf(chosen, 'value') ?? ''];
  });
}
