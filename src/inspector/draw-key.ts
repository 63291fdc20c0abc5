import { createHmac } from 'node:crypto';
import { type InspectionKey, inspectionPath } from '../domain/review/inspection.ts';
import type { Secrets } from '../ports/ports.ts';
import { roomKey } from './routes.ts';

/** Makes what the files to open of a package are drawn by, with the newest key of the room. It stands in the evidence, which those who send packages never see. */
export async function drawKeyOf(secrets: Pick<Secrets, 'versions'>, key: InspectionKey): Promise<string> {
  const [newest] = await secrets.versions(roomKey);
  if (newest === undefined) throw new Error(`The key vault holds no enabled version of ${roomKey}`);
  return createHmac('sha256', newest)
    .update(`to open|${inspectionPath(key)}`)
    .digest('hex');
}
