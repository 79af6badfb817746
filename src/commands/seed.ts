import { ETF_FACTS_AS_OF } from '../../seeds/etfs.js';
import { DEMO_USER } from '../../seeds/demoUser.js';
import { sow } from '../../seeds/sow.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import { print, printJson } from './terminal.js';

/** `highwater seed`: stores what every installation begins with; again, it writes what is new. */
export function seed(options: { readonly json?: boolean }): Promise<number> {
  return withDatabase(processSettings(), async (database) => {
    const sown = await sow(database);
    if (options.json === true) {
      printJson({ etfFactsAsOf: ETF_FACTS_AS_OF, sown });
      return 0;
    }
    for (const [kind, ofKind] of Map.groupBy(sown, (it) => it.kind)) {
      const named = (saved: string): string[] =>
        ofKind.filter((it) => it.saved === saved).map(({ name }) => name);
      const told = [
        ...(named('added').length > 0 ? [`added ${named('added').join(', ')}`] : []),
        ...(named('updated').length > 0 ? [`updated ${named('updated').join(', ')}`] : []),
        `${named('unchanged').length} were there`,
      ];
      print(`${kind.padEnd(10)}${told.join('; ')}`);
    }
    print(`Facts of funds are as of ${ETF_FACTS_AS_OF}; a refresh brings newer ones.`);
    if (sown.some(({ kind, saved }) => kind === 'user' && saved === 'added')) {
      print(
        `${DEMO_USER.email} has no password: "highwater user passwd ${DEMO_USER.email}" sets one.`,
      );
    }
    return 0;
  });
}
