import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { count, examples, project } from './options.ts';

export function addAudit(program: CommandUnknownOpts, start: Start): void {
  const audit = examples(
    program.command('audit').description('the audit and its proofs').helpCommand(false),
    'audit verify',
  );
  examples(
    audit
      .command('query')
      .description('what happened, who did it and when; a line for each event')
      .option('--project <id>', 'of this project, or _system')
      .option('--operation <id>', 'of this dataset or package')
      .option('--kind <kind>', 'whose kind begins so, such as decision')
      .option('--actor <person>', 'done by: e-mail address, object id or control-plane')
      .option('--since <time>', 'not before this time or day')
      .option('--until <time>', 'before this time, or up to this day')
      .addOption(new Option('--sort <order>', 'which come first').choices(['newest', 'oldest']))
      .addOption(new Option('--limit <number>', 'at most so many').argParser(count))
      .option('--csv', 'as a table for other programs')
      .action((typed) => start(async (tools) => (await import('../work/ask-audit.ts')).askAudit(tools, typed))),
    'audit query --project heart-study --since 2030-01-01 --sort oldest',
    'audit query --actor ada@example.org --csv',
  );
  examples(
    audit
      .command('verify')
      .description('holds every record against the others, and names what is wrong or missing')
      .option('--project <id>', 'of this project only')
      .action((typed) => start(async (tools) => (await import('../work/audit.ts')).verifyAudit(tools, typed))),
    'audit verify',
    'audit verify --project heart-study',
  );
  addReceipts(program, start);
}

function addReceipts(program: CommandUnknownOpts, start: Start): void {
  const receipts = examples(
    program.command('receipts').description('signed receipts of releases and deletions').helpCommand(false),
    'receipts list exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
  );
  examples(
    receipts
      .command('list')
      .description('the receipts of a dataset or package')
      .argument('<id>', 'its id')
      .addOption(project())
      .action((id, typed) =>
        start(async (tools) => (await import('../work/receipts.ts')).listReceipts(tools, { id, ...typed })),
      ),
    'receipts list exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
  );
  examples(
    receipts
      .command('get')
      .description('one receipt, as it was signed')
      .argument('<id>', 'of the dataset or package')
      .argument('<name>', 'of the receipt, as list gives it')
      .option('--file <file>', 'writes it there')
      .addOption(project())
      .action((id, name, typed) =>
        start(async (tools) => (await import('../work/receipts.ts')).getReceipt(tools, { id, name, ...typed })),
      ),
    'receipts get exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D release --file release.jws',
  );
  examples(
    receipts
      .command('verify')
      .description('whether receipts in files are genuine; asks the app nothing but its public keys')
      .argument('<files...>', 'with one receipt each')
      .option('--keys <file>', 'an answer of receipts/keys: then nothing is asked at all')
      .action((files, typed) =>
        start(async (tools) => (await import('../work/receipts.ts')).verifyReceipts(tools, { files, ...typed })),
      ),
    'receipts verify release.jws',
    'receipts verify release.jws --keys keys.json',
  );
}
