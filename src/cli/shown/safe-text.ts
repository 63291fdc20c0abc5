// Whatever does not stand as itself on a terminal: control and format characters (those that turn the direction of text too), line breaks, halves of pairs.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
// JSON.stringify writes the lower control characters and halves of pairs as escapes itself; its own line breaks stay.
const unsafeInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

const usual: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line, with every character that could steer a terminal as an escape: names come from people, also from inside. */
export function safeText(text: string): string {
  return text.replace(unsafe, (found) => usual[found] ?? `\\u{${found.codePointAt(0)?.toString(16)}}`);
}

/** JSON that says the same and holds no character that could steer a terminal. */
export function safeJson(json: string): string {
  return json.replace(unsafeInJson, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
}

// What sets headings and problems off, and nothing else.
// biome-ignore lint/suspicious/noControlCharactersInRegex: such a style begins with one
const ownStyles = /(\u001b\[(?:1|22|31|39)m)/u;

/** The same for a line that we may have set off ourselves: only our own styles stay. */
export function safeLine(line: string): string {
  return line
    .split(ownStyles)
    .map((part, at) => (at % 2 === 0 ? safeText(part) : part))
    .join('');
}
