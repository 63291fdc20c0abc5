/**
 * The segments of a path as ASP.NET routes them, empty ones too. Percent-escapes are decoded but for `%2F`, which would cut a
 * value in two, and those that are no UTF-8. Undefined when a null character stands in it: Kestrel answers 400.
 */
export function routedPath(path: string): string[] | undefined {
  const unescaped = path.replace(/(?:%(?!2f)[0-9a-f]{2})+/gi, decodedRun);
  return unescaped.includes('\0') ? undefined : unescaped.replace(/^\//, '').split('/');
}

/** Decodes one run of escapes as far as its bytes are UTF-8; a byte that is not stays an escape. */
function decodedRun(run: string): string {
  let text = '';
  for (let at = 0; at < run.length; ) {
    const found = [12, 9, 6, 3].find((length) => isOneCharacter(run.slice(at, at + length)));
    text += found === undefined ? run.slice(at, at + 3) : decodeURIComponent(run.slice(at, at + found));
    at += found ?? 3;
  }
  return text;
}

function isOneCharacter(escapes: string): boolean {
  try {
    return [...decodeURIComponent(escapes)].length === 1;
  } catch {
    return false;
  }
}
