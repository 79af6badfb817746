import { TestEnvironment } from 'jest-environment-node';

/**
 * Node's environment, with timers that end with the spec file. A closed embedded database goes on
 * asking for a timer every ten seconds, and would stay in the worker's memory with all that its
 * spec has loaded: after some dozens the worker does little but collect garbage.
 */
export default class EndingTimers extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.pending = new Set();
    this.global.setTimeout = new Proxy(this.global.setTimeout, {
      apply: (set, global, [callback, ...others]) => {
        const fire = (...values) => {
          this.pending.delete(timer);
          callback(...values);
        };
        const timer = Reflect.apply(set, global, [fire, ...others]);
        this.pending.add(timer);
        return timer;
      },
    });
  }

  async teardown() {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
    await super.teardown();
  }
}
