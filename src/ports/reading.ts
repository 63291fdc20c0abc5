import type { Evidence, FileDetail } from '../domain/inspection/evidence.ts';
import type { InspectionKey } from '../domain/review/inspection.ts';
import type { FrozenFiles } from './inspections.ts';
import type { DataListing } from './storage.ts';

/** What one person may see of frozen packages, asked for with their own token: the roles and conditions of Azure decide. Everything here throws `NotAllowed`. */
export interface Reading extends FrozenFiles, Pick<DataListing, 'pages'> {
  /** Undefined while there is none. Throws where what stands there is no evidence. */
  evidence(key: InspectionKey): Promise<Evidence | undefined>;
  /** Where things were found in the file of that number, and what was looked at; without places where nothing stands. */
  detail(key: InspectionKey, file: number): Promise<FileDetail>;
}

export type ReadAs = (token: string) => Reading;

/** Storage refuses the person. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}
