import type { StartMachineServices } from '../../compute/functions/start-machine.ts';
import type { Wing } from '../../functions/base/wing.ts';
import type { RefusedServices } from '../../functions/operation/refused.ts';
import type { mine } from './descriptions.ts';
import { sayAway, sayBack } from './mine-absence.ts';
import { actOnMine } from './mine-acts.ts';
import { expectOnMine } from './mine-expected.ts';
import { downloadMyFiles } from './mine-files.ts';
import { discardMyRefused } from './mine-refused.ts';
import { type MineServices, showMine, showMineData, showMyOperation, showMyOperationData } from './mine-routes.ts';
import { startOnMine } from './mine-start.ts';
import { showHome } from './show-home.ts';

export const mineWing: Wing<typeof mine, MineServices & RefusedServices & StartMachineServices> = {
  handlers: (services) => ({
    home: showHome(services),
    mine: showMine(services),
    mineData: showMineData(services),
    sayAway: sayAway(services),
    sayBack: sayBack(services),
    startOnMine: startOnMine(services),
    discardMyRefusedDatasets: discardMyRefused(services, 'ingress'),
    discardMyRefusedExports: discardMyRefused(services, 'export'),
    expectOnMine: expectOnMine(services),
    myDatasetFiles: downloadMyFiles(services),
    myDataset: showMyOperation(services, 'ingress'),
    myDatasetData: showMyOperationData(services, 'ingress'),
    actOnMyDataset: actOnMine(services, 'ingress'),
    myExport: showMyOperation(services, 'export'),
    myExportData: showMyOperationData(services, 'export'),
    actOnMyExport: actOnMine(services, 'export'),
  }),
};
