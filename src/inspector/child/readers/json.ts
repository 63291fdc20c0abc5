import { z } from 'zod';
import { pythonValue } from '../json/python-value.ts';
import { isHolder, mostLayers, tellValue } from '../json/tell-value.ts';
import { DamagedError, type Reader } from '../reader.ts';
import { tellRepeatedNames } from '../repeated-name.ts';
import { bytesBelow, refuseLargeJson } from '../texts/json-size.ts';
import { encodingOf } from '../texts/text-encoding.ts';

/** So many values fit into memory and time, however small each of them is. Layers are counted later, since what lies above is read. */
const most = { values: 5_000_000, layers: Number.POSITIVE_INFINITY };

/** Reads JSON, or one value of it in each line: what is shaped like a table as a table, everything else as text. */
export const readJson: Reader = async (file, seen) => {
  const bytes = await file.whole();
  refuseLargeJson(bytes, most);
  const encoding = encodingOf(bytes, false);
  if (encoding === 'windows-1252') seen.found('old-encoding');
  const text = new TextDecoder(encoding).decode(bytes);
  const value = parsed(text);
  tellRepeatedNames(text, seen);
  if (acroResults.safeParse(value).success) seen.found('acro-results');
  tellValue(value, seen);
  const deep = bytesBelow(bytes, mostLayers);
  if (deep > 0) seen.passed('otherData', deep);
  seen.looked(bytes.length - deep);
};

/** The form of what ACRO writes, whatever its name: some result with a file that was held to rules of disclosure. */
const checked = z.looseObject({ files: z.array(z.unknown()).refine((files) => files.some(hasChecks)) });
const hasChecks = (file: unknown): boolean =>
  z.looseObject({ sdc: z.unknown() }).safeParse(file).success && isHolder(file) && 'sdc' in file;
const acroResults = z.looseObject({
  version: z.unknown(),
  results: z
    .unknown()
    .refine((results) => isHolder(results) && Object.values(results).some((one) => checked.safeParse(one).success)),
});

function parsed(text: string): unknown {
  try {
    return valueIn(text);
  } catch {
    return /^\s*[[{(][\s[{(]*'/.test(text) ? ofPython(text) : linesOf(text);
  }
}

function ofPython(text: string): unknown {
  try {
    return pythonValue(text);
  } catch {
    return linesOf(text);
  }
}

/** One value in each line; a single one would have been JSON. */
function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) throw new DamagedError('It begins as JSON and is none');
  try {
    return lines.map(valueIn);
  } catch {
    throw new DamagedError('It begins as JSON and is none');
  }
}

/** Texts, which stay as they are, and numbers that Python writes though JSON has none such. */
const textOrNoNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/gs;

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(textOrNoNumber, (found) => (found.startsWith('"') ? found : `"${found}"`)));
  }
}
