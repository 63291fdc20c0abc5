import { styleText } from 'node:util';

/** Levels as `@azure/functions` names them (RpcLogLevel). */
export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical';

/** Where a line comes from: the function, its invocation, the orchestration instance, a rule. */
export interface LogFields {
  function?: string;
  invocationId?: string;
  instanceId?: string;
  trap?: string;
}

/** Writes one line of the host's log. */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

const order: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];
const colours = {
  trace: 'gray',
  debug: 'gray',
  information: 'green',
  warning: 'yellow',
  error: 'red',
  critical: 'red',
} as const;

/** Says whether a line of `level` is written when `least` is the lowest level wanted. */
function isLogged(level: LogLevel, least: LogLevel): boolean {
  return order.indexOf(level) >= order.indexOf(least);
}

/** One line of the log: JSON for machines, colours for a terminal. */
export function formatLine(at: Date, level: LogLevel, message: string, fields: LogFields, human: boolean): string {
  if (!human) return JSON.stringify({ time: at.toISOString(), level, ...fields, message });
  const where = [fields.function, fields.instanceId ?? fields.invocationId?.slice(0, 8)].filter(Boolean).join(' ');
  const stamp = styleText('gray', at.toISOString().slice(11, 23));
  return `${stamp} ${styleText(colours[level], level.slice(0, 4))} ${where ? `${styleText('cyan', where)} ` : ''}${message}`;
}

/** A log that writes to `stream`, which is standard error on the command line: standard output carries only the ready line. */
export function createLog(stream: { isTTY?: boolean; write(text: string): unknown }, least: LogLevel): Log {
  return (level, message, fields = {}) => {
    if (isLogged(level, least))
      stream.write(`${formatLine(new Date(), level, message, fields, stream.isTTY === true)}\n`);
  };
}
