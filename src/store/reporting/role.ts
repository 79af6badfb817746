import type { SqlSession } from '../session.js';

/** May read the views of the schema `reporting`, and nothing else. */
export const REPORTING_ROLE = 'highwater_reporting';

/**
 * Makes the role where it is missing and lets it read the reporting views. Whoever may not create
 * roles is warned, not refused. A role belongs to the whole server, on which another database may
 * be making or dropping it at this very moment: then it is tried again.
 */
export const grantStatement = (role: string = REPORTING_ROLE): string => `do $$
begin
  for attempt in 1..5 loop
    begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role} nologin;
      end if;
      grant usage on schema reporting to ${role};
      grant select on all tables in schema reporting to ${role};
      exit;
    exception
      when insufficient_privilege then
        raise warning 'the role ${role} was not granted: an administrator may do so';
        exit;
      when duplicate_object or unique_violation or undefined_object then
        continue;
    end;
  end loop;
end $$`;

/**
 * Takes the role away where no one needs it: it stays while a login is a member of it, or while
 * another database grants it something.
 */
export const DROP_REPORTING_ROLE = `do $$
begin
  if exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid
             where r.rolname = '${REPORTING_ROLE}'
               and m.member <> (select oid from pg_roles where rolname = current_user)) then
    return;
  end if;
  drop role if exists ${REPORTING_ROLE};
exception
  when dependent_objects_still_exist or insufficient_privilege or undefined_object then null;
end $$`;

/** What keeps the role from reading the reports, as the statements that mend it. */
export interface ReportingAccess {
  readonly role: string;
  readonly isGranted: boolean;
  /** For an administrator; empty when the role is granted. */
  readonly remedy: readonly string[];
}

/** Grants the role again: to be called where the schema was not made by its migration. */
export async function grantReporting(session: SqlSession): Promise<void> {
  const [schema] = await session.query<{ exists: boolean }>(
    `select to_regnamespace('reporting') is not null as exists`,
  );
  if (schema?.exists === true) await session.execute(grantStatement());
}

/** Whether the role may read the reporting views; null where they do not exist. */
export async function reportingAccess(
  session: SqlSession,
  role: string = REPORTING_ROLE,
): Promise<ReportingAccess | null> {
  const [found] = await session.query<{ schema: boolean; role: boolean; granted: boolean }>(
    `select to_regnamespace('reporting') is not null as schema,
       to_regrole($1) is not null as role,
       coalesce(has_schema_privilege(to_regrole($1)::oid, to_regnamespace('reporting')::oid,
         'usage'), false) as granted`,
    [role],
  );
  if (found?.schema !== true) return null;
  if (found.granted) return { role, isGranted: true, remedy: [] };
  const remedy = [
    ...(found.role ? [] : [`create role ${role} nologin`]),
    `grant usage on schema reporting to ${role}`,
    `grant select on all tables in schema reporting to ${role}`,
  ];
  return { role, isGranted: false, remedy };
}
