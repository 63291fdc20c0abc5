const setting = 'SALLYPORT_BENCH_LARGE';

/** Whether `npm run bench` was told to measure with a million files. */
export function isLarge(): boolean {
  return process.env[setting] !== undefined;
}

/** The environment of a process that measures so. */
export function largely(large: boolean): NodeJS.ProcessEnv {
  return large ? { ...process.env, [setting]: 'yes' } : process.env;
}
