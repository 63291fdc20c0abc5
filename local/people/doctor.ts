import { doctorLine } from '../../src/features/doctor/domain/report.ts';
import { doctorReport } from '../../src/features/doctor/domain/report-schema.ts';
import type { OpsClient } from './operator.ts';

/** The doctor's result in one line, once a sweep has looked at what the last stop left behind. */
export async function askDoctor(ops: OpsClient): Promise<string> {
  await ops.call('POST', 'ops/sweep');
  const { status, body } = await ops.call('GET', 'ops/doctor');
  const report = doctorReport.safeParse(body);
  return report.success ? doctorLine(report.data) : `doctor: the app answered ${status}`;
}
