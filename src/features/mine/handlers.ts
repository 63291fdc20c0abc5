import type { StartMachineServices } from '../../compute/functions/start-machine.ts';
import type { HandlersOf } from '../../functions/base/wing.ts';
import type { RefusedServices } from '../../functions/operation/refused.ts';
import type { mine } from './descriptions.ts';
import { sayAway, sayBack } from './mine-absence.ts';
import { expectByProgram, expectOnMine } from './mine-expected.ts';
import { lookOnMine } from './mine-form.ts';
import { replyOnMine } from './mine-named.ts';
import { discardMyRefused } from './mine-refused.ts';
import { type MineServices, showMine, showMineData } from './mine-routes.ts';
import { startOnMine } from './mine-start.ts';
import { actOnMine } from './operation/mine-acts.ts';
import { downloadMyFiles } from './operation/mine-files.ts';
import { showMyOperation, showMyOperationData } from './operation/my-operation-routes.ts';
import { showGuide, showHelp, showHome } from './show-home.ts';

export type AllMineServices = MineServices & RefusedServices & StartMachineServices;

export function mineHandlers(services: AllMineServices): HandlersOf<typeof mine> {
  return {
    home: showHome(services),
    help: showHelp(services),
    helpGuide: showGuide(services),
    mine: showMine(services),
    mineData: showMineData(services),
    lookOnMine: lookOnMine(services),
    sayAway: sayAway(services),
    sayBack: sayBack(services),
    startOnMine: startOnMine(services),
    discardMyRefusedDatasets: discardMyRefused(services, 'ingress'),
    discardMyRefusedExports: discardMyRefused(services, 'export'),
    replyOnMine: replyOnMine(services),
    expectOnMine: expectOnMine(services),
    expectDataset: expectByProgram(services),
    myDatasetFiles: downloadMyFiles(services),
    myDataset: showMyOperation(services, 'ingress'),
    myDatasetData: showMyOperationData(services, 'ingress'),
    actOnMyDataset: actOnMine(services, 'ingress'),
    myExport: showMyOperation(services, 'export'),
    myExportData: showMyOperationData(services, 'export'),
    actOnMyExport: actOnMine(services, 'export'),
  };
}
