import { z } from 'zod';
import { badCursor, type Position } from '../../store/sqlPage.js';

const payload = z.tuple([z.string(), z.string().nullable(), z.string()]);

/**
 * A position as an opaque text, valid only in the list and order that `scope` names.
 *
 * @param scope e.g. `assets -expenseRatio`
 */
export function encodeCursor(scope: string, position: Position): string {
  return Buffer.from(JSON.stringify([scope, position.value, position.tie])).toString('base64url');
}

/** The position that {@link encodeCursor} wrote. @throws HighwaterError BAD_CURSOR */
export function decodeCursor(scope: string, cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const result = payload.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  if (!result.success || result.data[0] !== scope) throw badCursor();
  return { value: result.data[1], tie: result.data[2] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badCursor();
  }
}
