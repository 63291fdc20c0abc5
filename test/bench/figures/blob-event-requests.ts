/**
 * How many requests one more blob of an open upload costs storage: those of the app, and the Get Blob Properties by which the
 * Functions host looks at the blob before it calls the app.
 */
import type { Measured } from '../figure.ts';
import { startOpenUpload } from '../open-upload.ts';

const events = 100;
const ofTheHost = 1;

/** Measures a hundred pieces of news. */
export async function measure(): Promise<Measured> {
  const { control, announce, stop } = await startOpenUpload();
  try {
    const count = async () =>
      (await control.ledger())
        .filter(({ identity }) => identity === 'id-control')
        .reduce((sum, row) => sum + row.count, 0);
    const before = await count();
    for (let event = 0; event < events; event += 1) await announce();
    return { value: ((await count()) - before) / events + ofTheHost, unit: 'requests' };
  } finally {
    await stop();
  }
}
