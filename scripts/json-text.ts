/** A value as the formatter wants JSON. */
export function jsonText(value: unknown): string {
  return `${withShortLists(JSON.stringify(value, null, 2))}\n`;
}

/** Puts lists of plain values on one line where that fits, as the formatter wants it. */
function withShortLists(json: string): string {
  return json.replace(/^(.*)\[\n([^[\]{}]*?)\n\s*\](,?)$/gm, (list, before: string, values: string, comma: string) => {
    const line = `${before}[${values.trim().replace(/\n\s*/g, ' ')}]${comma}`;
    return line.length <= 120 ? line : list;
  });
}
