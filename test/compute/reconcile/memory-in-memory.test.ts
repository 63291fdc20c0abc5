import { computeMemoryContract } from '../../contract/compute-memory-contract.ts';
import { memoryInMemory } from './memory-in-memory.ts';

const memory = memoryInMemory();
computeMemoryContract(() => memory);
