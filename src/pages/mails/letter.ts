import { html } from 'hono/html';

/** A mail without its addressing: the same words as plain text and as HTML. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A link of a mail, as a line of the text and a button of the HTML. */
export interface LetterLink {
  readonly label: string;
  readonly url: string;
}

/** What a mail says. Each paragraph is plain text; what people outside chose is escaped with it. */
export interface LetterParts {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Listed one below the other after the paragraphs. */
  readonly items?: readonly string[];
  readonly links?: readonly LetterLink[];
}

const signature = 'Sallyport, the gate of your research environment. Nobody reads answers to this mail.';

/** Writes both forms of a mail. A subject is one line: line breaks in names become spaces. */
export async function letter({ subject, paragraphs, items = [], links = [] }: LetterParts): Promise<Letter> {
  const document = await html`<!doctype html>
<html lang="en"><body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
${items.length === 0 ? '' : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`}
${links.map(({ label, url }) => html`<p><a href="${url}">${label}</a></p>`)}
<p style="color:#666">${signature}</p>
</body></html>`;
  const lines = [
    ...paragraphs,
    ...(items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')]),
    ...links.map(({ label, url }) => `${label}:\n${url}`),
    signature,
  ];
  return { subject: subject.replace(/\s+/gu, ' '), text: `${lines.join('\n\n')}\n`, html: document.toString() };
}
