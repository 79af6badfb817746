#!/usr/bin/env node
// Runs a command with TEST_DATABASE_URL set to a private PostgreSQL server that lives as long.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startPrivateCluster } from './private-cluster.js';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'];

const codeOfSignal = (signal) => 128 + constants.signals[signal];

/** Runs the command to its end, handing signals on to it, and resolves to its exit code. */
function runCommand([command, ...args], env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    SIGNALS.forEach((signal) => process.on(signal, forward));
    child.on('error', (error) => {
      console.error(`${command} could not be run: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(signal === null ? code : codeOfSignal(signal)));
  });
}

async function main(command) {
  if (command.length === 0) {
    console.error('Usage: node bin/with-postgres.js <command> [arguments]');
    return 64;
  }
  let received;
  const remember = (signal) => (received ??= signal);
  SIGNALS.forEach((signal) => process.on(signal, remember));
  let cluster;
  try {
    cluster = await startPrivateCluster();
  } catch (error) {
    console.error(error.message);
    return 69;
  }
  try {
    if (received !== undefined) return codeOfSignal(received);
    return await runCommand(command, { ...process.env, TEST_DATABASE_URL: cluster.url });
  } finally {
    await cluster.stop();
  }
}

process.exitCode = await main(process.argv.slice(2));
