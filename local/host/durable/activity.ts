import { messageOf } from '../host-error.ts';
import type { RpcResponse, RpcTypedData } from '../rpc.ts';

/**
 * The input of an activity as it reaches the function: JSON text, except that a boolean becomes "True" or "False"
 * and null becomes nothing (recorded). `stored` is the JSON text of what the orchestrator sent.
 */
export function activityInput(stored: string | null): RpcTypedData {
  if (stored === null || stored === 'null') return {};
  if (stored === 'true') return { string: 'True' };
  if (stored === 'false') return { string: 'False' };
  const value: unknown = JSON.parse(stored);
  return { string: typeof value === 'string' ? value : stored };
}

/** The JSON text that goes into TaskCompleted.Result; null when the activity returned nothing. */
export function activityResult({ returnValue }: RpcResponse): string | null {
  if (returnValue === null || returnValue === undefined) return null;
  if (returnValue.string !== undefined) return JSON.stringify(returnValue.string);
  if (returnValue.json !== undefined) return JSON.stringify(JSON.parse(returnValue.json));
  const number = returnValue.int ?? returnValue.double;
  if (number !== undefined) return JSON.stringify(number);
  if (returnValue.bytes) return JSON.stringify(Buffer.from(returnValue.bytes).toString('base64'));
  return null;
}

/** Reason and Details of TaskFailed for what an activity threw, in the form that the extension serialises. */
export function activityFailure(name: string, error: unknown): { reason: string; details: string } {
  const message = messageOf(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const details = {
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: message,
    Data: null,
    InnerException: {
      $type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
      RemoteMessage: message,
      RemoteStackTrace: stack,
      Message: `Result: Failure\nException: ${message}\nStack: ${stack}`,
      Data: { $type: 'System.Collections.ListDictionaryInternal, System.Private.CoreLib' },
      InnerException: null,
    },
  };
  return { reason: `Activity function '${name}' failed: ${message}`, details: JSON.stringify(details) };
}
