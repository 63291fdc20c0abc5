/** A form of a page as a program can fill it: hidden fields are filled in, `buttons` are the values that submitting may add. */
export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The POST forms of a server-rendered page. `pageUrl` resolves their actions. */
export function formsOf(html: string, pageUrl: string): Form[] {
  const forms = html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi);
  return [...forms].flatMap(([, attributes = '', content = '']) => {
    const action = attributeOf(attributes, 'action');
    if (action === undefined) return [];
    return [
      {
        action: new URL(action, pageUrl).href,
        fields: Object.fromEntries(named(content, 'input', (tag) => attributeOf(tag, 'type') === 'hidden')),
        buttons: named(content, 'button', () => true).map(([name, value]) => ({ name, value })),
      },
    ];
  });
}

/** The first link whose address starts with the given path. */
export function linkOf(html: string, pageUrl: string, path: string): string | undefined {
  for (const [, tag = ''] of html.matchAll(/<a\b([^>]*)>/gi)) {
    const href = attributeOf(tag, 'href');
    if (href !== undefined && new URL(href, pageUrl).pathname.startsWith(path)) return new URL(href, pageUrl).href;
  }
  return undefined;
}

function named(content: string, element: string, keep: (tag: string) => boolean): [string, string][] {
  return [...content.matchAll(new RegExp(`<${element}\\b([^>]*)>`, 'gi'))].flatMap(
    ([, tag = '']): [string, string][] => {
      const name = attributeOf(tag, 'name');
      return name === undefined || !keep(tag) ? [] : [[name, attributeOf(tag, 'value') ?? '']];
    },
  );
}

/** The value of an attribute of a tag, as a person would read it. */
export function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? undefined : plainText(value);
}

/** A text of a page without its entities. */
export function plainText(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, entity: string) => entities[entity] ?? whole);
}
