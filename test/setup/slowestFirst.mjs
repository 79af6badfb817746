import Sequencer from '@jest/test-sequencer';

/** Specs that span folders start databases, servers and processes: seconds, however short the file. */
const SLOW_FOLDERS = ['/test/cli/', '/test/api/', '/test/ingestion/', '/test/store/'];

/** Begins with the slowest specs, so that no worker is left with one of them at the end. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const inOrder = super.sort(tests);
    const rankOf = ({ path }) => {
      const rank = SLOW_FOLDERS.findIndex((folder) => path.includes(folder));
      return rank < 0 ? SLOW_FOLDERS.length : rank;
    };
    return inOrder.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
