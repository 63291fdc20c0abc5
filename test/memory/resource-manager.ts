import { RestError } from '@azure/storage-blob';
import { ArmError } from '../../local/azure/arm/arm-error.ts';
import { ParametersRefused } from '../../local/azure/data-factory/runs/parameters.ts';
import { attempt } from '../../src/azure/base/service-error.ts';

/** Does what Resource Manager would, and throws what the adapter does when it refuses. */
export async function asked<T>(tried: string, work: () => Promise<T> | T): Promise<T> {
  return await attempt(tried, async () => {
    try {
      return await work();
    } catch (error) {
      throw refusal(error);
    }
  });
}

function refusal(error: unknown): unknown {
  if (error instanceof ArmError) return new RestError(error.message, { statusCode: error.status, code: error.code });
  if (error instanceof ParametersRefused) return new RestError(error.message, { statusCode: 400, code: 'BadRequest' });
  return error;
}
