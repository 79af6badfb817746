// Adds to package-lock.json a stub entry for each optional platform package that this machine's
// installation did not see. Without them `npm ci` refuses the lock; with them it skips the package.
import { readFileSync, writeFileSync } from 'node:fs';

const OS_NAMES = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU_NAMES = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
const present = (parent, name) =>
  `${parent}/node_modules/${name}` in packages || `node_modules/${name}` in packages;

let added = 0;
for (const [parent, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (present(parent, name)) continue;
    const parts = name.split(/[-/]/);
    const os = OS_NAMES.filter((word) => parts.includes(word));
    const cpu = CPU_NAMES.filter((word) => parts.includes(word));
    if (os.length === 0 || cpu.length === 0) throw new Error(`unknown platform in ${name}`);
    packages[`node_modules/${name}`] = { version, cpu, optional: true, os };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform stubs added`);
