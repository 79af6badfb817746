#!/usr/bin/env node
import './require-node.js';
import module from 'node:module';

// Later starts read compiled code instead of compiling again.
module.enableCompileCache();

await import('../dist/src/cli.js');
