// Runs on any Node, so that an old one gets a sentence instead of a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 17)) {
  console.error(
    `Highwater needs Node 22.17 or newer and found ${process.versions.node}. ` +
      'Run it through its npm scripts or npx: "npm install" brings a fitting Node along on Linux.',
  );
  process.exit(1);
}
