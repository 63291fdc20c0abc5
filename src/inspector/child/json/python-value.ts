/** Texts in either quotes, names of single values, and the brackets of tuples. */
const token = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:True|False|None|nan|inf)\b|[()]|,(?=\s*[)\]}])/gs;
const named: Readonly<Record<string, string>> = {
  ...{ True: 'true', False: 'false', None: 'null', nan: 'null', inf: 'null' },
  ...{ '(': '[', ')': ']', ',': '' },
};

/** A value as Python prints it, `[{'age': 51, 'sex': 'F'}]`. Throws where it is none that JSON could hold. */
export function pythonValue(text: string): unknown {
  return JSON.parse(
    text.replace(token, (found) => {
      if (found.startsWith('"')) return found;
      if (!found.startsWith("'")) return named[found] ?? found;
      return JSON.stringify(found.slice(1, -1).replaceAll("\\'", "'"));
    }),
  );
}
