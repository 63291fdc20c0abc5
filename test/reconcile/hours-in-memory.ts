import { tableHours } from '../../src/azure/compute/hours-rows.ts';
import type { HoursStore } from '../../src/ports/hours.ts';
import { memoryTable } from '../memory/table.ts';
import { TableService } from '../memory/table-service.ts';

/** The store of hours on a table in memory. */
export function hoursInMemory(now: () => Date): HoursStore {
  return tableHours(memoryTable(new TableService({ now })));
}
