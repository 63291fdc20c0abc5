import { operations } from '../../../api/operations.ts';
import { NotFound } from '../../../domain/base/errors.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import { explain } from '../../explain/descriptions.ts';
import { mine } from '../../mine/descriptions.ts';
import type { DeskOperationServices, Wanted } from './operation-material.ts';
import type { OwnOperation } from './own-operation-page.ts';

const routes = {
  ingress: { explain: explain.explainDataset, mine: mine.myDatasetData, list: operations.listDatasets },
  export: { explain: explain.explainExport, mine: mine.myExportData, list: operations.listExports },
} as const;

/** What somebody may know of an operation in whose project they are a researcher: what /api/mine shows them. */
export async function ownMaterial(
  { desk, clock }: DeskOperationServices,
  { request }: Visit,
  { door, params }: Wanted,
): Promise<OwnOperation> {
  const { explain, mine: shown } = routes[door];
  const [explanation, history] = await Promise.all([
    desk.read(request, explain, { params }),
    desk.read(request, shown, { params }).catch((error: unknown) => {
      // A researcher sees at /api/mine nothing of a dataset of which they are no owner.
      if (error instanceof NotFound) return undefined;
      throw error;
    }),
  ]);
  return { now: clock.now(), explanation, ...(history === undefined ? {} : { mine: history }) };
}

/** What is wrong with the row of an operation that cannot be read; undefined where its row is not the fault. */
export async function problemOfRow(
  { desk }: DeskOperationServices,
  { request }: Visit,
  { door, params: { project, id } }: Wanted,
): Promise<string | undefined> {
  const { broken } = await desk.read(request, routes[door].list, { query: { project } });
  return broken.find(({ key }) => key.includes(id))?.problem;
}
