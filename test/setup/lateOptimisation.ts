import { optimiseLate } from '../../src/commands/lateOptimisation.js';

// Before each spec file: a worker opens dozens of embedded databases, each for a few hundred queries.
optimiseLate('brief');
