import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { exitCodes } from '../src/cli/exit-codes.ts';

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

/**
 * Reads the arguments of a command. `--help` prints its usage and ends the process. What is no argument of it is answered with that
 * and the usage, and ends the process with 2, as wrong use of `sallyport` does.
 */
export function readCommandLine<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  most = 0,
): Parsed<Options> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  const parsed = parse(usage, options);
  const surplus = parsed.positionals[most];
  return surplus === undefined ? parsed : refuse(`'${surplus}' is one word too many`, usage);
}

const parseError = z.object({ code: z.string().startsWith('ERR_PARSE_ARGS'), message: z.string() });

function parse<Options extends ParseArgsOptionsConfig>(usage: string, options: Options): Parsed<Options> {
  try {
    return parseArgs<{ options: Options; allowPositionals: true }>({ options, allowPositionals: true });
  } catch (error) {
    const known = parseError.safeParse(error);
    if (!known.success) throw error;
    // What follows the first sentence tells how to end the options, which no command of ours needs.
    return refuse(known.data.message.split('. ')[0] ?? '', usage);
  }
}

function refuse(sentence: string, usage: string): never {
  console.error(`${sentence}.\n\n${usage}`);
  process.exit(exitCodes.wrongUse);
}
