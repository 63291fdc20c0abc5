import type { ZipEntry } from '../archives/zip-list.ts';
import type { Budget } from '../budget.ts';
import type { TableCounter } from '../markup/grid.ts';
import { ownTexts, type Seen } from '../reader.ts';
import { AllTexts } from './all-texts.ts';
import { OdfFlow } from './odf-flow.ts';
import { OdfStyles } from './odf-styles.ts';
import type { Parts } from './parts.ts';
import { ended } from './read-parts.ts';

const contentForm = /^(?:.*\/)?content\.xml$/;

/** Reads the content and the styles of an OpenDocument and of each object in it; or names all of one that needs a password. */
export async function readOdfContent(parts: Parts, budget: Budget, seen: Seen): Promise<void> {
  if (await isEncrypted(parts, budget, seen)) {
    seen.found('encrypted');
    seen.notChecked('encrypted');
    for (const entry of parts.left) parts.pass(entry, 'otherData');
    return;
  }
  const counter: TableCounter = { tables: 0 };
  const contents = parts.left.filter(({ name }) => contentForm.test(name));
  contents.sort((one, other) => one.name.length - other.name.length);
  for (const entry of contents) await readOne(entry, { parts, budget, seen, counter });
}

/** The list of the parts says which of them need a password. */
async function isEncrypted(parts: Parts, budget: Budget, seen: Seen): Promise<boolean> {
  const list = parts.left.find(({ name }) => name === 'META-INF/manifest.xml');
  if (list === undefined) return false;
  let isFound = false;
  const lines = seen.text({}, ownTexts.others);
  const texts = new AllTexts({ lines, budget, attributes: false, found: (rule) => seen.found(rule) });
  const handler = {
    open: (name: string) => {
      if (name === 'encryption-data') isFound = true;
    },
    text: (text: string) => texts.text(text),
  };
  await ended(parts.tryToRead(list, handler), () => lines.end());
  return isFound;
}

interface Reading {
  readonly parts: Parts;
  readonly budget: Budget;
  readonly seen: Seen;
  readonly counter: TableCounter;
}

/** The styles come first, since they say what is hidden; what they hold of texts is told last. */
async function readOne(entry: ZipEntry, { parts, ...around }: Reading): Promise<void> {
  const folder = entry.name.slice(0, -'content.xml'.length);
  const styles = new OdfStyles();
  const masters = new OdfFlow({ ...around, styles, title: 'Headers, footers and masters' });
  const flow = new OdfFlow({ ...around, styles });
  const read = async () => {
    const own = parts.left.find(({ name }) => name === `${folder}styles.xml`);
    if (own !== undefined) await parts.tryToRead(own, masters);
    // Without its content nothing is known of a document; an object in it may be of any form.
    const reading = folder === '' ? parts.read(entry, flow) : parts.tryToRead(entry, flow);
    await ended(reading, () => flow.end());
  };
  await ended(read(), () => masters.end());
  if (flow.body === undefined || folder === '') return;
  around.seen.found(flow.body === 'chart' ? 'workbook-picture' : 'workbook-embedded');
}
