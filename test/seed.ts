import fc from 'fast-check';

// Every property and sample draws by the seed of the run, which vitest.config.ts takes from the date and the closing line names.
fc.configureGlobal({ seed: Number(process.env['TEST_SEED']) });
