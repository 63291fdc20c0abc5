const hidden = '(hidden)';
const secrets: readonly RegExp[] = [
  // Tokens, with or without the word before them.
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /(?<=\b(?:Bearer|SharedKey|SharedAccessSignature) )\S+/gi,
  // What is called a secret in an address, a setting or JSON.
  /(?<=\b(?:sig|code|key|\w*(?:key|password|secret|token))=["']?)[^\s"'&;,]+/gi,
  /(?<="\w*(?:key|password|secret|token)"\s*:\s*")[^"]+/gi,
  // As azd is told of a setting.
  /(?<=\b\w+_(?:PASSWORD|SECRET|KEY|TOKEN)[:= ]\s*)\S+/g,
  // Keys of accounts, which are 64 bytes in Base64.
  /[A-Za-z0-9+/]{60,}={0,2}/g,
];

/** A text without what would let somebody act as another: known secrets, and whatever looks like one. */
export function redact(text: string, known: readonly string[] = []): string {
  const plain = known.filter((one) => one.length > 3).reduce((rest, one) => rest.replaceAll(one, hidden), text);
  return secrets.reduce((rest, pattern) => rest.replace(pattern, hidden), plain);
}

const plainQueries = new Set(['api-version', 'comp', 'restype', 'include', 'prefix', 'metricnames', '$top', '$filter']);

/** An address as a report shows it: of its query only what says what was asked. */
export function shownUrl(address: string): string {
  const url = new URL(address);
  const query = [...url.searchParams].map(([name, value]) => (plainQueries.has(name) ? `${name}=${value}` : name));
  return `${url.origin}${url.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
