/** What every command takes. */
export interface JsonOption {
  readonly json?: boolean;
}

export const JSON_FLAG = ['--json', 'print one JSON document, for scripts'] as const;

/** Runs a command and ends the process with the code it resolves to. */
export type Run = <Options extends JsonOption>(
  command: (options: Options) => Promise<number> | number,
) => (options: Options) => Promise<void>;

/** An action whose first argument is what the command is about. */
export function about<Subject extends string | undefined, Options extends JsonOption>(
  run: Run,
  command: (subject: Subject, options: Options) => Promise<number>,
) {
  return (subject: Subject, options: Options): Promise<void> =>
    run<Options>((given) => command(subject, given))(options);
}
