import { tableHours } from '../../../src/compute/azure/hours-rows.ts';
import type { HoursStore } from '../../../src/compute/ports/hours.ts';
import { memoryTable } from '../../memory/table.ts';
import { TableService } from '../../memory/table-service.ts';

/** The store of hours on a table in memory. */
export function hoursInMemory(now: () => Date): HoursStore {
  return tableHours(memoryTable(new TableService({ now })));
}
